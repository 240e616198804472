import { complaintsEvents, interactionsEvents, type WorkRuleForm } from '@rapport/contracts';
import { createMessaging, identityMap, quiet, type Messaging } from '@rapport/messaging';
import { delivery, testDatabase, testStack, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { tried } from '../api/trying.ts';
import { feedback } from '../domain/feedback.ts';
import { interaction } from '../domain/interaction.ts';
import { workItem } from '../domain/work-item.decide.ts';
import { migrations } from '../migrations/index.ts';
import { ruleEvents } from '../projections/rule-events.projection.ts';
import { workItems } from '../projections/work-items.projection.ts';
import { raiseWorkByRule } from './raise-work-by-rule.policy.ts';
import { rulesInForce } from './work-rules-in-force.ts';

export interface World {
  readonly database: TestDatabase;
  readonly deliver: (...events: readonly Told[]) => Promise<void>;
  /** Two processes at the same work. */
  readonly processes: readonly [Messaging, Messaging];
  stop(): Promise<void>;
}

export async function world(): Promise<World> {
  const database = await testDatabase(migrations);
  const { brokers } = await testStack();
  const one = (): Messaging =>
    createMessaging({
      service: 'interactions',
      database: database.url,
      brokers,
      deciders: [workItem, feedback, interaction],
      projections: [],
      policies: [],
      log: quiet,
    });
  const processes = [one(), one()] as const;
  return {
    database,
    processes,
    deliver: delivery(database.pool, {
      projections: [identityMap, ruleEvents, workItems],
      policies: [raiseWorkByRule],
    }),
    async stop() {
      for (const process of processes) await process.stop();
      await database.drop();
    },
  };
}

/** Only this rule is on from now on. */
export async function switchOn({ database: { pool } }: World, code: string, form?: WorkRuleForm): Promise<void> {
  if (form !== undefined) {
    await pool.query(`insert into app.work_rules (code, switched_by) values ($1, 'spec') on conflict do nothing`, [
      code,
    ]);
    await pool.query(
      `insert into app.work_rule_versions (code, version, form, published_by) values ($1, 1, $2, 'spec') on conflict do nothing`,
      [code, JSON.stringify(form)],
    );
  }
  await pool.query(`update app.work_rules set version_on = case when code = $1 then 1 end`, [code]);
}

export const opened = (customerId: string, occurredAt: string): Told => ({
  type: 'ComplaintOpened',
  subject: customerId,
  occurredAt,
  data: { ...complaintsEvents.ComplaintOpened.example, customerId, complaintId: newId() },
});

/** Records a contact in the log, and answers it as Kafka brings it. */
export async function contacted(
  { processes: [messaging] }: World,
  customerId: string,
  occurredAt: string,
): Promise<Told> {
  const { outcome: _solved, ...example } = interactionsEvents.InteractionRecorded.example;
  const interactionId = newId();
  const facts = { ...example, interactionId, customerId, type: 'complaint' as const };
  await messaging.handle(
    interaction,
    interactionId,
    { type: 'RecordInteraction', facts, notes: [], attachments: [], channelIs: { known: true, offersFunction: true } },
    { subject: customerId, actor: 'spec', occurredAt },
  );
  const [event] = (await messaging.history(`interaction-${interactionId}`)).slice(-1);
  if (event?.type !== 'InteractionRecorded') throw new Error('the contact was not recorded');
  return { type: event.type, subject: customerId, occurredAt, data: event.data, id: event.id };
}

/** Both processes carry out all that was wished for, at once; then time passes for what waits. Answers the raised items' events. */
export async function work({ database: { pool }, processes }: World): Promise<string[]> {
  const { rows } = await pool.query(
    `select id, stream_id as stream, subject, command, occurred_at as at from messaging.todo where done_at is null order by id`,
  );
  const commands = rows.map(({ id, stream, subject, command, at }) => ({
    id: stream,
    command,
    context: { subject, actor: 'policy', occurredAt: at.toISOString(), todo: id },
  }));
  await Promise.all(processes.map(messaging => messaging.handleMany(workItem, commands)));
  await pool.query('update messaging.todo set done_at = now() where done_at is null');
  const { rows: due } = await pool.query(
    `select stream, subject from messaging.streams where stream like 'workItem-%' and next_due is not null`,
  );
  const now = new Date().toISOString();
  await Promise.all(
    processes.map(messaging =>
      messaging.handleMany(
        workItem,
        due.map(({ stream, subject }) => ({
          id: stream.slice('workItem-'.length),
          command: { type: 'PassTime', now } as const,
          context: { subject, actor: 'clock', occurredAt: now },
        })),
      ),
    ),
  );
  const { rows: raised } = await pool.query<{ cause: string }>(
    `select payload -> 'cause' ->> 'eventId' as cause from messaging.events where type = 'WorkItemRaised' order by 1`,
  );
  return raised.map(({ cause }) => cause);
}

/** What the rule that is on would have raised, by trying it on all that happened. */
export async function wouldHaveRaised({ database: { pool } }: World): Promise<{ raised: number; events: string[] }> {
  const [rule] = await rulesInForce(pool);
  if (rule === undefined) throw new Error('no rule is on');
  const past = { from: '2020-01-01T00:00:00.000Z', until: new Date().toISOString(), withImported: false };
  const { raised, examples } = await tried(pool, rule, past, async () => undefined);
  return { raised, events: examples.map(({ eventId }) => eventId).sort() };
}
