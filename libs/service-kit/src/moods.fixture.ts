import { Module } from '@nestjs/common';
import { DomainError } from '@rapport/decider';
import type { Messaging, RunnablePolicy, RunnableProjection } from '@rapport/messaging';
import { testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { createService, type Service } from './create-service.ts';
import { messagingModule } from './messaging.module.ts';
import { MESSAGING } from './messaging.token.ts';
import { bearer, config, jwk } from './notes.fixture.ts';

/** Tells of whatever it is asked to tell. */
export const moods = {
  kind: 'mood',
  stateVersion: 1,
  initial: {},
  decide({ customerId, value }: { readonly type: 'Move'; readonly customerId: string; readonly value: number }) {
    if (value < 0) throw new DomainError('score-out-of-range', 'A mood is at least 0.');
    return { events: [{ type: 'SatisfactionMoved' as const, data: { customerId, value } }] };
  },
  evolve: (state: object) => state,
};

@Module({})
class MoodsModule {}

/** A service with a log and nothing else, on a database and topics of its own. */
export interface Moods extends Service {
  readonly messaging: Messaging;
  readonly database: TestDatabase;
  readonly topicPrefix: string;
  /** Tells of a new customer, and answers who that is. */
  move(...values: number[]): Promise<string>;
  close(): Promise<void>;
}

/** `tables` is SQL that makes what the projections write. */
export async function startMoods(
  projections: readonly RunnableProjection[] = [],
  tables = '',
  policies: readonly RunnablePolicy[] = [],
): Promise<Moods> {
  const [database, topics] = await Promise.all([testDatabase(), testTopics()]);
  await database.pool.query(tables);
  const log = messagingModule({
    service: 'analytics',
    database: database.url,
    brokers: topics.brokers,
    topicPrefix: topics.prefix,
    peers: {},
    deciders: [moods],
    projections,
    policies,
  });
  const service = await createService({
    name: 'analytics',
    module: { module: MoodsModule, imports: [log] },
    config,
    readKeys: async () => ({ keys: [jwk] }),
  });
  await service.app.listen(0, '127.0.0.1');
  const messaging = service.app.get<Messaging>(MESSAGING, { strict: false });
  return {
    ...service,
    messaging,
    database,
    topicPrefix: topics.prefix,
    async move(...values) {
      const customerId = randomUUID();
      const context = { subject: customerId, actor: 'spec' };
      for (const value of values)
        await messaging.handle(moods, customerId, { type: 'Move', customerId, value }, context);
      return customerId;
    },
    async close() {
      await service.app.close();
      await topics.remove();
      await database.drop();
    },
  };
}

/** Asks the routes below a path, in process, by default as someone of the role. */
export const asking =
  (path: string, role: string, service: () => Service) =>
  async (method: 'GET' | 'POST', rest: string, body?: object, roles: readonly string[] = [role]) => {
    const headers = await bearer({ claims: { sub: 'u7', roles } });
    const url = `${path}${rest}`;
    const answer = await service().app.inject({ method, url, headers, ...(body && { payload: body }) });
    return { status: answer.statusCode, body: answer.json() };
  };
