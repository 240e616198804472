import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import { exitCodes } from './failure.ts';
import { parkedApi } from './parked/parked-api.ts';
import { reconcileApi } from './reconcile/reconcile-api.ts';

const answers: Readonly<Record<string, readonly [status: number, body: object]>> = {
  '/v1/parked/summary': [200, { events: 1, subjects: 1, dropped: 0 }],
  '/v1/parked/404': [404, { title: 'Not found', detail: 'There is none of this id.' }],
  '/v1/parked/500': [500, {}],
  '/v1/parked/1/drop': [400, { title: 'Not as it should be' }],
  '/v1/parked/2/retry': [200, { other: true }],
  '/v1/reconciliation': [404, { title: 'Not found' }],
  '/v1/reconciliation:step': [409, { title: 'Conflict', detail: 'People have to choose first.' }],
  '/v1/reconciliation/streams?limit=200': [200, { items: [], next: 'a' }],
  '/v1/reconciliation/streams?limit=200&cursor=a': [200, { items: [], next: null }],
};

describe('what a command asks of a service', () => {
  let server: Server;
  const asked: string[] = [];
  const addresses = { profile: '', interactions: '', complaints: '', loyalty: '', analytics: 'http://127.0.0.1:1' };
  beforeAll(async () => {
    server = createServer((request, response) => {
      const [status, body] = answers[request.url ?? ''] ?? [501, {}];
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await new Promise(done => server.once('listening', done));
    const at = server.address();
    addresses.profile = `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`;
  });
  afterAll(() => void server.close());

  it('is asked with the token, by POST where something is to be done', async () => {
    expect(await parkedApi(addresses, 'secret').summary('profile')).toMatchObject({ events: 1 });
    await expect(reconcileApi(addresses, 'secret').step('profile')).rejects.toThrow('People have to choose first.');
    expect(asked.splice(0)).toEqual([
      'GET /v1/parked/summary Bearer secret',
      'POST /v1/reconciliation:step Bearer secret',
    ]);
  });

  it('is read to the last page', async () => {
    for await (const page of reconcileApi(addresses, 'secret').streams('profile')) expect(page).toEqual([]);
    expect(asked.splice(0)).toHaveLength(2);
  });

  it('fails with words and an exit code that tell what to do', async () => {
    const parked = parkedApi(addresses, '');
    const failing = [
      [() => parked.read('profile', 404), exitCodes.notFound, 'profile answers 404: There is none of this id.'],
      [() => parked.read('profile', 500), exitCodes.unavailable, 'profile answers 500: no reason given'],
      [() => parked.drop('profile', 1, 'why'), exitCodes.failed, 'profile answers 400: Not as it should be'],
      [() => parked.retry('profile', 2), exitCodes.failed, 'profile answers something else than this command knows'],
      [() => parked.summary('analytics'), exitCodes.unavailable, 'analytics does not answer'],
    ] as const;
    for (const [failure, exitCode, message] of failing)
      await expect(failure()).rejects.toMatchObject({ exitCode, message });
  });

  it('counts as away where it can not be repaired now, but not where people have to choose', async () => {
    const { survey, step } = reconcileApi(addresses, '');
    await expect(survey('profile')).rejects.toMatchObject({ exitCode: exitCodes.unavailable });
    await expect(step('profile')).rejects.toMatchObject({ exitCode: exitCodes.conflict });
  });
});
