import { expect } from '@jest/globals';
import { eventually, type testTopics } from '@rapport/testing';
import type { RunnableProjection } from '../handlers.ts';
import { createMessaging, type Messaging } from '../messaging.ts';
import { quiet } from '../quiet.ts';
import { tally } from '../tally.fixture.ts';

/** A service that keeps a read model of tallies, once it is ready. */
export async function startKeeper(
  database: string,
  { brokers, prefix }: Pick<Awaited<ReturnType<typeof testTopics>>, 'brokers' | 'prefix'>,
  projection: RunnableProjection,
): Promise<Messaging> {
  const messaging = createMessaging({
    service: 'analytics',
    database,
    brokers,
    topicPrefix: prefix,
    deciders: [tally],
    projections: [projection],
    policies: [],
    log: quiet,
  });
  await messaging.start();
  await eventually(() => expect(messaging.ready()).toEqual([]));
  return messaging;
}

/** Waits until all that was written is published and read. */
export const caughtUp = (messaging: Messaging): Promise<void> =>
  eventually(async () => expect(await messaging.figures()).toMatchObject({ outbox: 0, lag: 0 }));
