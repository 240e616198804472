import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { measured } from '../knowledge/usefulness.ts';
import { migrations } from '../migrations/index.ts';
import { episodes } from './episodes.projection.ts';
import { knowledgeUses } from './knowledge-uses.projection.ts';
import { usefulness, usesIn } from './knowledge-uses.query.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [knowledgeUses, episodes] });
});
afterAll(() => database.drop());

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
