import { expect } from '@jest/globals';
import { eventually, type TestDatabase } from '@rapport/testing';
import { fromMessage } from './cloud-event.ts';
import type { Messaging } from './messaging.ts';
import { published, type adding, type Ground } from './restored.fixture.ts';
import { tally } from './tally.fixture.ts';

export type Add = ReturnType<typeof adding>;

/** Carries them out and answers the ids of the streams that were acknowledged. */
export async function write(messaging: Messaging, commands: readonly Add[]): Promise<string[]> {
  const answers = await Promise.all(
    commands.map(({ id, command, context }) => messaging.handle(tally, id, command, context)),
  );
  return answers.map(({ id }) => id);
}

/** What has to be so once all is repaired and at rest, seen in the topic and in the database. */
export async function holdsOn(
  ground: Ground,
  messaging: Messaging,
  database: TestDatabase,
  acknowledged: readonly string[],
): Promise<void> {
  await published(messaging);
  const events = (await ground.told()).map(fromMessage);
  const once = [...new Map(events.map(event => [event.id, event])).values()];
  for (const [subject, of] of Map.groupBy(once, event => event.subject))
    expect([subject, of.map(event => event.sequence)]).toEqual([subject, of.map((_, i) => i + 1)]);
  const log = await database.pool.query<{ id: string; position: number }>('select id, position from messaging.events');
  expect(new Map(log.rows.map(row => [row.position, row.id]))).toEqual(
    new Map(once.map(event => [event.position, event.id])),
  );
  for (const [stream, of] of Map.groupBy(once, event => event.stream)) {
    const state = of.reduce<unknown>(
      (s, event) => tally.evolve(s as never, { ...event, at: event.occurredAt } as never),
      tally.initial,
    );
    const id = stream.slice('tally-'.length);
    expect(await messaging.load(tally, id)).toMatchObject({ state, version: of.length, sequence: of.at(-1)?.sequence });
  }
  const streams = new Set(once.map(event => event.stream));
  expect(acknowledged.filter(id => !streams.has(`tally-${id}`))).toEqual([]);
  await eventually(async () => {
    const { rows } = await database.pool.query<{ n: number }>('select coalesce(sum(n), 0)::bigint as n from sums');
    expect(rows[0]?.n).toBe(once.length);
    expect(messaging.ready()).toEqual([]);
  });
}
