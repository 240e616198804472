import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { migrations } from '../migrations/index.ts';
import { episodes } from '../projections/episodes.projection.ts';
import { knowledgeUses } from '../projections/knowledge-uses.projection.ts';
import { usefulness, usesIn } from '../projections/knowledge-uses.query.ts';
import { KnowledgeTable } from './knowledge-table.ts';
import { measured } from './usefulness.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
let knowledge: KnowledgeTable;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [knowledgeUses, episodes] });
  const messaging: Pick<Messaging, 'pool'> = { pool: database.pool };
  knowledge = new KnowledgeTable(messaging);
});
afterAll(() => database.drop());

const found = async (query: string | undefined, kind?: string): Promise<string[]> =>
  (await knowledge.search(query, kind, 10)).map(({ code }) => code);
const form = (title: string, zh = '标题') => ({
  kind: 'article' as const,
  topics: ['spec'],
  texts: { en: { title, body: 'Body.' }, zh: { title: zh, body: '正文。' } },
});

describe('articles and reply templates', () => {
  it('are found by words in English, whatever their form, and in Chinese', async () => {
    expect(await found('returning goods')).toEqual(['return-of-goods']);
    expect(await found('退货流程以外')).toEqual([]);
    expect(await found('退货')).toEqual(['return-of-goods']);
    expect(await found('承运方')).toEqual(['late-delivery']);
    expect(await found('unicorn')).toEqual([]);
    expect(await found('!!')).toEqual([]);
    expect(await found(undefined, 'replyTemplate')).toEqual(['apology-first', 'summary-in-writing']);
  });

  it('are found in the version in force alone, and kept in all', async () => {
    await knowledge.publish('spec-text', form('Zebra crossing', '斑马线'), '2020-01-01T00:00:00.000Z', 'spec');
    await knowledge.publish('spec-text', form('Giraffe'), '2020-01-01T00:00:00.000Z', 'spec');
    await knowledge.publish('spec-text', form('Walrus'), '2999-01-01T00:00:00.000Z', 'spec');
    expect(await found('zebra')).toEqual([]);
    expect(await found('斑马')).toEqual([]);
    expect(await found('giraffes')).toEqual(['spec-text']);
    expect(await found('walrus')).toEqual([]);
    expect((await knowledge.find('spec-text')).version).toBe(2);
    expect((await knowledge.versions('spec-text', undefined, 10)).map(({ version }) => version)).toEqual([3, 2, 1]);
    await expect(knowledge.find('nothing')).rejects.toMatchObject({ slug: 'knowledge-unknown' });
  });
});

describe('how useful they are', () => {
  it('is counted by use, by who found it helpful, and by whether the need was met in one contact', async () => {
    const code = `spec-${randomUUID().slice(0, 8)}`;
    const uses = Array.from({ length: 3 }, () => ({
      ...interactionsEvents.KnowledgeUsed.example,
      useId: randomUUID(),
      customerId: randomUUID(),
      interactionId: randomUUID(),
      code,
    }));
    const [first, second] = uses;
    if (!first || !second) throw new Error('there are three');
    const used = (data: typeof first): Told => ({ type: 'KnowledgeUsed', data, subject: data.customerId });
    const rated = (data: typeof first, by: 'agent' | 'customer', helpful: boolean): Told => {
      const { language: _language, ...use } = data;
      return { type: 'KnowledgeRated', data: { ...use, by, helpful }, subject: data.customerId };
    };
    const resolved = (data: typeof first, resolution: 'confirmed' | 'failed'): Told => {
      const { example } = interactionsEvents.EpisodeResolutionConfirmed;
      const { customerId, interactionId } = data;
      const episode = { ...example, episodeId: randomUUID(), customerId, interactionIds: [interactionId], resolution };
      const type = resolution === 'confirmed' ? 'EpisodeResolutionConfirmed' : 'EpisodeResolutionFailed';
      return { type, data: { ...interactionsEvents[type].example, ...episode }, subject: customerId };
    };
    await deliver(
      ...uses.map(used),
      rated(first, 'agent', false),
      rated(first, 'agent', true),
      rated(second, 'agent', false),
      rated(first, 'customer', true),
      resolved(first, 'confirmed'),
      resolved(second, 'failed'),
    );
    const [counted] = (await usefulness(database.pool, code)).map(measured);
    expect(counted).toMatchObject({
      code,
      uses: 3,
      helpful: { agent: { value: 0.5, n: 2 }, customer: { value: 1, n: 1, high: 1 } },
      resolvedInOneContact: { value: 0.5, n: 2 },
    });
    expect(await usesIn(database.pool, first.interactionId)).toMatchObject([{ useId: first.useId, code }]);
  });
});
