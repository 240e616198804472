import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConflictError } from '@rapport/messaging';
import { runBatch } from './batch.ts';
import { bearer, startNotes, type Answer, type Notes } from './notes.fixture.ts';

let notes: Notes;
beforeAll(async () => {
  notes = await startNotes();
});
afterAll(() => notes.close());

describe('a batch', () => {
  it('takes the good items, and answers for each in its place', async () => {
    const items = [
      { text: 'new', stars: 1 },
      { text: '', stars: 1 },
      7,
      { text: 'again', stars: 1 },
      { text: 'two', stars: 2 },
      { text: 'refused', stars: 3 },
    ];
    const { status, body } = await notes.ask('POST', '/v1/notes:batch', {
      body: JSON.stringify({ items }),
      headers: await bearer(),
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      accepted: 1,
      duplicates: 1,
      rejected: 4,
      results: [
        { index: 0, status: 'accepted', id: 'new', sequence: 7 },
        {
          index: 1,
          status: 'rejected',
          problem: { type: '/problems/form', errors: [{ pointer: '/text', message: 'must not be empty' }] },
        },
        { index: 2, status: 'rejected', problem: { errors: [{ pointer: '', message: 'must be an object' }] } },
        { index: 3, status: 'duplicate' },
        { index: 4, status: 'rejected', problem: { type: '/problems/score-out-of-range' } },
        { index: 5, status: 'rejected', problem: { type: '/problems/balance-too-low' } },
      ],
    });
  });

  it('of more than 500 items, or not of items at all, is a 400', async () => {
    const send = async (body: unknown): Promise<Answer> =>
      notes.ask('POST', '/v1/notes:batch', { body: JSON.stringify(body), headers: await bearer() });
    expect(await send({ items: Array.from({ length: 501 }, () => 1) })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/items' }] },
    });
    expect(await send({})).toMatchObject({ status: 400 });
  });

  it('sent with an idempotency key does not take its items for one another', async () => {
    const context = { subject: 's', actor: 'a', key: { caller: 'a', value: 'k', bodyHash: 'h' } };
    const keys: unknown[] = [];
    await runBatch(
      ['x', 'y'].map(value => ({ ok: true, value })),
      id => ({ id, command: {}, context }),
      async commands => {
        keys.push(...commands.map(command => command.context.key));
        return commands.map(({ id }) => ({ ok: false, id, error: new ConflictError('no') }));
      },
    );
    expect(keys).toEqual([undefined, undefined]);
  });
});
