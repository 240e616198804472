import { Module } from '@nestjs/common';
import type { RunnableProjection } from '@rapport/messaging';
import { createService, type Service } from './create-service.ts';
import { messagingModule } from './messaging.module.ts';
import { config, jwk } from './notes.fixture.ts';

/** Tells of whatever it is asked to tell. */
export const moods = {
  kind: 'mood',
  stateVersion: 1,
  initial: {},
  decide: ({ customerId, value }: { readonly type: 'Move'; readonly customerId: string; readonly value: number }) => ({
    events: [{ type: 'SatisfactionMoved' as const, data: { customerId, value } }],
  }),
  evolve: (state: object) => state,
};

@Module({})
class MoodsModule {}

/** A service with a log and nothing else, on the database and topics of a spec. */
export function moodsService(
  database: string,
  { brokers, prefix }: { readonly brokers: string[]; readonly prefix: string },
  projections: readonly RunnableProjection[],
): Promise<Service> {
  const messaging = messagingModule({
    service: 'analytics',
    database,
    brokers,
    topicPrefix: prefix,
    peers: {},
    deciders: [moods],
    projections,
    policies: [],
  });
  return createService({
    name: 'analytics',
    module: { module: MoodsModule, imports: [messaging] },
    config,
    readKeys: async () => ({ keys: [jwk] }),
  });
}
