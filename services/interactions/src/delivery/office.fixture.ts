import type { Messaging } from '@rapport/messaging';
import { logged, scattered, testDatabase, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { outboundMessage } from '../domain/message.decide.ts';
import type { MessageFacts } from '../domain/message.ts';
import { migrations } from '../migrations/index.ts';
import { messages } from '../projections/messages.projection.ts';
import { processOn } from './process.fixture.ts';

export interface Office {
  readonly database: TestDatabase;
  readonly messaging: Messaging;
  /** Wants a message and brings it to the list of those that are due. */
  readonly want: (change?: Partial<MessageFacts>) => Promise<string>;
  /** Brings what was recorded since to the read models. */
  readonly deliver: () => Promise<void>;
  readonly statusOf: (messageId: string) => Promise<string | undefined>;
  readonly typesOf: (messageId: string) => Promise<string[]>;
  readonly close: () => Promise<void>;
}

export async function office(): Promise<Office> {
  const database = await testDatabase(migrations);
  const messaging = processOn(database.url);
  const bring = scattered(database.pool, { projections: [messages] });
  let reached = 0;
  const deliver = async (): Promise<void> => {
    const { sent, position } = await logged(database.pool, reached);
    reached = position;
    await bring(sent, []);
  };
  return {
    database,
    messaging,
    deliver,
    async want(change = {}) {
      const messageId = randomUUID();
      const customerId = change.customerId ?? randomUUID();
      const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
      const facts: MessageFacts = { messageId, customerId, purpose: 'service', channel: 'email', expiresAt, ...change };
      const words = { content: { subject: 'About your order', text: 'It is on its way.' } };
      const context = { subject: customerId, actor: 'spec' };
      await messaging.handle(outboundMessage, messageId, { type: 'RequestMessage', facts, words }, context);
      await deliver();
      return messageId;
    },
    async statusOf(messageId) {
      return (await messaging.load(outboundMessage, messageId))?.state.status;
    },
    typesOf: async messageId => (await messaging.history(`message-${messageId}`)).map(({ type }) => type),
    async close() {
      await messaging.pool.end();
      await database.drop();
    },
  };
}
