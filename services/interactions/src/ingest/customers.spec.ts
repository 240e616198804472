import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { askProfile, type FindCustomers, type Sighting } from './customers.ts';

const occurredAt = '2026-03-02T08:00:00.000Z';
const seen = (...values: string[]): Sighting => ({
  who: { identifiers: values.map(value => ({ type: 'externalId', value, verified: true })) },
  occurredAt,
});

let dir: string;
let profile: Server;
let find: FindCustomers;
let sizes: number[];
/** The status for a body, 200 where there is nothing to say against it. */
let statusOf: (body: string) => number;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'customers-'));
  await writeFile(join(dir, 'token'), 'token\n');
  sizes = [];
  statusOf = body => (Buffer.byteLength(body) > 1024 * 1024 ? 413 : 200);
  profile = createServer((request, response) => {
    void text(request).then(body => {
      sizes.push(Buffer.byteLength(body));
      const status = statusOf(body);
      response.writeHead(status, { 'content-type': 'application/json' });
      const { items }: { items: Sighting['who'][] } = JSON.parse(body);
      const results = items.map(({ identifiers }, index) => {
        return { index, status: 'accepted', customerId: `of ${identifiers[0]?.value.slice(0, 6)}` };
      });
      const problem = { type: '/problems/form', title: 'Not well formed', status, detail: 'A value is wrong.' };
      response.end(JSON.stringify(status === 200 ? { results } : problem));
    });
  });
  await new Promise<void>(listening => profile.listen(0, '127.0.0.1', listening));
  const bound = profile.address();
  const origin = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
  find = askProfile({ PEERS: { profile: origin }, SERVICE_TOKEN_FILE: join(dir, 'token') });
});
afterEach(async () => {
  await new Promise(closed => profile.close(closed));
  await rm(dir, { recursive: true });
});

describe('customers', () => {
  it('who show all that they may are asked for in bodies that profile takes, each answered in its place', async () => {
    const names = Array.from({ length: 500 }, (_, n) => `c${String(n).padStart(5, '0')}`);
    const found = await find(
      names.map(name => seen(...Array.from({ length: 30 }, (_, n) => `${name}-${n}`.padEnd(320, 'x')))),
    );
    expect(found).toEqual(names.map(name => ({ customerId: `of ${name}` })));
    expect(sizes.length).toBeLessThan(10);
  });

  it('are asked for five hundred at a time', async () => {
    expect(await find(Array.from({ length: 1_200 }, (_, n) => seen(`c${n}`)))).toHaveLength(1_200);
    expect(sizes).toHaveLength(3);
  });

  it.each([400, 413, 422])(
    'are found where another in their body is refused by %i, and that one is told why',
    async status => {
      statusOf = body => (body.includes('wrong') ? status : 200);
      const found = await find([seen('a'), seen('b'), seen('wrong'), seen('d'), seen('e')]);
      expect(found).toMatchObject([
        { customerId: 'of a' },
        { customerId: 'of b' },
        { problem: { status, detail: 'A value is wrong.' } },
        { customerId: 'of d' },
        { customerId: 'of e' },
      ]);
    },
  );

  it.each([401, 403, 404, 429, 503])('are to be asked for later where profile answers %i', async status => {
    statusOf = () => status;
    await expect(find([seen('a')])).rejects.toThrow('does not answer just now');
    expect(sizes).toHaveLength(1);
  });
});
