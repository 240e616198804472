import pg from 'pg';
import { signToken } from '../issuer.ts';
import type { Stack } from '../stack/programmatic.ts';

interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export interface Ingest {
  /** Asks at the gateway, as an administrator who may also do what a service may. */
  ask(path: string, body?: object): Promise<Answer>;
  /** Sends to the gateway's root, as a sender does. */
  send(path: string, body: string | Buffer, headers?: Record<string, string>): Promise<Answer>;
  writeKey(name: string): Promise<string>;
  customerOf(externalId: string): Promise<string>;
  /** How many events of a type interactions has recorded, and of how many streams. */
  recorded(type: string, stream?: string): Promise<{ events: number; streams: number }>;
}

export const basic = (writeKey: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
});

export function ingestAt(stack: Pick<Stack, 'services' | 'issuer' | 'databases'>): Ingest {
  const { gateway } = stack.services;
  const read = async (response: Response): Promise<Answer> => ({
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  });
  const ask: Ingest['ask'] = async (path, body) => {
    const token = await signToken(stack.issuer, { role: 'administrator', also: ['service'] });
    return read(
      await fetch(`${gateway}/api/${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      }),
    );
  };
  return {
    ask,
    send: async (path, body, headers = {}) =>
      read(
        await fetch(`${gateway}${path}`, {
          method: 'POST',
          headers,
          body: typeof body === 'string' ? body : new Uint8Array(body),
        }),
      ),
    writeKey: async name => {
      const { body } = await ask('interactions/v1/ingest/sources', { name, channel: 'web' });
      return String(body['writeKey']);
    },
    customerOf: async externalId => {
      const identifiers = [{ type: 'externalId', value: externalId, verified: true }];
      const { body } = await ask('profile/v1/resolve', { items: [{ identifiers }] });
      const [result] = body['results'] as { customerId: string; created: boolean }[];
      if (result === undefined || result.created) throw new Error(`${externalId} was not known`);
      return result.customerId;
    },
    recorded: async (type, stream = '%') => {
      const client = new pg.Client({ connectionString: stack.databases.services.interactions.owner });
      await client.connect();
      const { rows } = await client.query<{ events: number; streams: number }>(
        `select count(*)::int as events, count(distinct stream)::int as streams from messaging.events
         where type = $1 and stream like $2`,
        [type, stream],
      );
      await client.end();
      return rows[0] ?? { events: 0, streams: 0 };
    },
  };
}
