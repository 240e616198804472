import { expect } from '@jest/globals';
import { customersTopic, PARTITIONS } from '@rapport/contracts';
import type { createSender } from '@rapport/messaging';
import { eventually } from '@rapport/testing';
import { bearer } from '../gateway.fixture.ts';

export const customer = (n: number): string => `01a1ffdd-bbcd-73b3-b7e0-${String(n).padStart(12, '0')}`;

/** Publishes a version of the views of these customers; version 0 is their end. */
export type Publish = (version: number, ...customers: readonly number[]) => Promise<void>;

export const publisher =
  (sender: ReturnType<typeof createSender>, prefix = ''): Publish =>
  (version, ...customers) =>
    sender.send(
      customersTopic(prefix),
      PARTITIONS,
      customers.map(n => ({
        key: customer(n),
        value: version === 0 ? null : Buffer.from(JSON.stringify({ customerId: customer(n), version })),
        headers: { version: String(version) },
      })),
    );

export interface Following {
  readonly after?: string;
  readonly query?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface Follower {
  readonly status: number;
  /** `<number of the customer>.<version>` of each event, in order. */
  seen(): string[];
  text(): string;
  lastId(): string;
  readonly ended: Promise<void>;
  close(): void;
}

/** Reads a gateway's live stream; ready when it has said its first word. */
export async function followerOf(url: string, { after, query = '', claims }: Following): Promise<Follower> {
  const stop = new AbortController();
  const headers = { ...(await bearer(claims)), ...(after === undefined ? {} : { 'last-event-id': after }) };
  const response = await fetch(`${url}/api/live${query}`, { headers, signal: stop.signal });
  let text = '';
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  };
  const ended = read().catch(() => undefined);
  await eventually(() => expect(text).not.toBe(''));
  return {
    status: response.status,
    seen: () =>
      [...text.matchAll(/"customerId":"[^"]*?0*(\d+)","version":(\d+),"view"/g)].map(([, n, v]) => `${n}.${v}`),
    text: () => text,
    lastId: () => [...text.matchAll(/^id: (.+)$/gm)].at(-1)?.[1] ?? '',
    ended,
    close: () => stop.abort(),
  };
}
