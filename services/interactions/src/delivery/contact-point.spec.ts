import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interactionsEvents } from '@rapport/contracts';
import { askContactPoint } from './contact-point.ts';

const { example: facts } = interactionsEvents.MessageRequested;
const answer = { allowed: true, addresses: [], name: null, language: null, timeZone: null };
let [status, folder, url] = [200, '', ''];
const asked: unknown[] = [];
const profile = Fastify({ forceCloseConnections: true });
profile.post('/v1/contact-points', ({ body, headers }, reply) => {
  asked.push({ body, by: headers.authorization });
  return reply.code(status).send(status === 200 ? { ...answer, because: 'contract' } : {});
});
beforeAll(async () => {
  url = await profile.listen({ port: 0, host: '127.0.0.1' });
  folder = await mkdtemp(join(tmpdir(), 'contact-point-'));
  await writeFile(join(folder, 'token'), 'sesame\n');
});
afterAll(async () => {
  await profile.close();
  await rm(folder, { recursive: true });
});
const ask = () => askContactPoint({ PEERS: { profile: url }, SERVICE_TOKEN_FILE: join(folder, 'token') })(facts);

describe('where a customer can be reached', () => {
  it('is asked of profile by its token, with nothing but who, what for and how', async () => {
    expect(await ask()).toMatchObject(answer);
    const { customerId, purpose, channel } = facts;
    expect(asked).toEqual([{ body: { customerId, purpose, channel }, by: 'Bearer sesame' }]);
  });

  it.each([
    [404, 'unknown'],
    [410, undefined],
  ])('of somebody answered by %d is %s', async (code, expected) => {
    status = code;
    expect(await ask()).toBe(expected);
  });

  it('can not be said where profile does not answer, or the settings don’t say where it is', async () => {
    status = 503;
    await expect(ask()).rejects.toThrow('does not answer');
    await expect(askContactPoint({})(facts)).rejects.toThrow('SERVICE_TOKEN_FILE');
  });
});
