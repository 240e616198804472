import { readFile } from 'node:fs/promises';
import { Instant, recognise, Uuid, type RecordedEvent, type ServiceName } from '@rapport/contracts';
import type { Fill } from '@rapport/messaging';
import Type, { type Static, type TObject } from 'typebox';
import { compile } from './check.ts';

const PAGE = 200;
const TIMEOUT_MS = 4_000;

const Origin = Type.String({ pattern: '^https?://[^/?#@]+/?$' });

/** Where the log of each service can be asked, and by what right. Without both, what a reader misses is parked. */
export const peerSettings = {
  PEERS: Type.Optional(
    Type.Object(
      { profile: Origin, interactions: Origin, complaints: Origin, loyalty: Origin, analytics: Origin },
      { additionalProperties: false },
    ),
  ),
  /** Path of a file with a bearer token of the role service. Read at each use, so that the token can be replaced. */
  SERVICE_TOKEN_FILE: Type.Optional(Type.String({ minLength: 1 })),
};

export type PeerConfig = Readonly<Static<TObject<typeof peerSettings>>>;

const Item = Type.Object({
  id: Uuid,
  type: Type.String(),
  data: Type.Unknown(),
  subject: Type.String(),
  stream: Type.String(),
  version: Type.Integer({ minimum: 1 }),
  sequence: Type.Integer({ minimum: 1 }),
  position: Type.Integer({ minimum: 1 }),
  occurredAt: Instant,
  recordedAt: Instant,
  actor: Type.String(),
  imported: Type.Boolean(),
  hop: Type.Integer({ minimum: 0 }),
  traceparent: Type.Union([Type.String(), Type.Null()]),
  source: Type.String(),
});
const EventsPage = compile(Type.Object({ items: Type.Array(Item, { maxItems: PAGE }) }));

/** How to ask the owners, or nothing where the settings don't say it. */
export function fillOf({ PEERS: peers, SERVICE_TOKEN_FILE: path }: PeerConfig): Fill | undefined {
  if (peers === undefined || path === undefined) return undefined;
  return fillFrom(peers, async () => (await readFile(path, 'utf8')).trim());
}

/**
 * Asks the owner page by page, up to the end of its log. Rejects when it refuses, takes longer than four seconds for a
 * page, or answers anything but the events of that subject without a hole after `after`.
 */
export function fillFrom(peers: Readonly<Record<ServiceName, string>>, readToken: () => Promise<string>): Fill {
  return async (source, subject, after) => {
    const token = await readToken();
    const events: RecordedEvent[] = [];
    for (;;) {
      const reached = after + events.length;
      const url = new URL('/v1/events', peers[source]);
      url.search = new URLSearchParams({ subject, after: String(reached), limit: String(PAGE) }).toString();
      const page = eventsOf(await ask(url, token, source), source, subject, reached);
      events.push(...page);
      if (page.length < PAGE) return events;
    }
  };
}

async function ask(url: URL, token: string, source: ServiceName): Promise<unknown> {
  const response = await fetch(url, {
    headers: { accept: 'application/json', authorization: `Bearer ${token}` },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.ok) return response.json();
  await response.body?.cancel();
  throw new Error(`${source}, asked for missing events, answers ${response.status}`);
}

function eventsOf(answer: unknown, source: ServiceName, subject: string, after: number): RecordedEvent[] {
  if (!EventsPage.accepts(answer)) throw new TypeError(`${source}, asked for missing events, answers something else`);
  return answer.items.map(({ type, data, ...meta }, i) => {
    if (meta.source !== source || meta.subject !== subject || meta.sequence !== after + i + 1)
      throw new TypeError(`${source} gives other events than those it was asked for`);
    return recognise(type, data, { ...meta, source });
  });
}
