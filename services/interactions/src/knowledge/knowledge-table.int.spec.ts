import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Messaging } from '@rapport/messaging';
import { testDatabase, type TestDatabase } from '@rapport/testing';
import { migrations } from '../migrations/index.ts';
import { KnowledgeTable } from './knowledge-table.ts';

let database: TestDatabase;
let knowledge: KnowledgeTable;
beforeAll(async () => {
  database = await testDatabase(migrations);
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
