import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { ada, numbered, warehouse, type Warehouse } from './facts.fixture.ts';
import { interactionFacts } from './interaction-facts.projection.ts';

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(interactionFacts);
});
afterAll(() => house.database.drop());

const contact = (n: number, occurredAt: string) => ({
  type: 'InteractionRecorded' as const,
  subject: ada,
  occurredAt,
  data: { ...interactionsEvents.InteractionRecorded.example, interactionId: numbered(n), flags: ['unknownChannel'] },
});

describe('facts of contacts', () => {
  it('hold one row a contact, whenever it happened and however often it is told', async () => {
    const days = ['1950-06-01', '1997-01-15', '2013-07-29', '2024-12-31', '2026-03-01'];
    await house.deliver(...days.map((day, n) => contact(n, `${day}T12:00:00.000Z`)));
    expect(
      await house.rows(
        `select occurred_at, channel, outcome, waited_seconds, flags, imported from analytics.interactions order by occurred_at`,
      ),
    ).toEqual(
      days.map(day => ({
        occurred_at: new Date(`${day}T12:00:00.000Z`),
        channel: 'phone',
        outcome: 'solved',
        waited_seconds: 18,
        flags: ['unknownChannel'],
        imported: false,
      })),
    );
  });

  it('lie in the partition of their time, none in the default one', async () => {
    const partitions = await house.rows(
      `select tableoid::regclass::text as name, count(*) as n from facts.interactions group by 1 order by min(occurred_at)`,
    );
    expect(partitions.slice(0, 2)).toEqual([
      { name: 'facts.interactions_before_2000', n: 2 },
      { name: 'facts.interactions_decade_from_20100101', n: 1 },
    ]);
    expect(await house.rows('select from facts.interactions_default')).toEqual([]);
  });

  it('find their partitions made ahead, and making them again makes none', async () => {
    const ahead = new Date();
    ahead.setUTCMonth(ahead.getUTCMonth() + 5);
    const name = `facts.interactions_month_from_${ahead.toISOString().slice(0, 7).replace('-', '')}01`;
    expect(
      await house.rows('select to_regclass($1) is not null as there, facts.make_all_partitions() as made', [name]),
    ).toEqual([{ there: true, made: 0 }]);
  });
});
