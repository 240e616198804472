import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startNotes, type Notes } from './notes.fixture.ts';

let notes: Notes;
beforeAll(async () => {
  notes = await startNotes();
});
afterAll(() => notes.close());

describe('an error', () => {
  it.each([
    ['rule', 422, 'balance-too-low'],
    ['undeclared', 422, 'moon-is-full'],
    ['unknown', 404, 'customer-unknown'],
    ['conflict', 409, 'conflict'],
    ['version', 412, 'precondition-failed'],
    ['unavailable', 503, 'unavailable'],
    ['database', 503, 'unavailable'],
    ['ending', 503, 'unavailable'],
    ['value', 400, 'form'],
    ['bug', 500, 'internal'],
  ])('of kind %s is answered with %i %s', async (how, status, slug) => {
    const answer = await notes.ask('GET', `/v1/fail/${how}`);
    expect(answer).toMatchObject({ status, body: { type: `/problems/${slug}`, status } });
    if (status === 503) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });
});
