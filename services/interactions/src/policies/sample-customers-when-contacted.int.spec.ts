import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { analyticsEvents, complaintsEvents, derivedId, interactionsEvents, profileEvents } from '@rapport/contracts';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { migrations } from '../migrations/index.ts';
import { customerClass } from '../projections/customer-class.projection.ts';
import { openComplaints } from '../projections/open-complaints.projection.ts';
import { surveyInvitations } from '../projections/survey-invitations.projection.ts';
import { valueClasses } from '../projections/value-classes.projection.ts';
import { sampleCustomersWhenContacted } from './sample-customers-when-contacted.policy.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, {
    projections: [identityMap, customerClass, valueClasses, surveyInvitations, openComplaints],
    policies: [sampleCustomersWhenContacted],
  });
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('truncate messaging.todo'));

/** From now on: who is asked everything, or nothing. */
const publish = (share: number, on = true): Promise<unknown> =>
  database.pool.query(
    `insert into app.sampling_rules select version + 1, '2020-01-01Z', $1, 'spec', 30, 14, 72, '{complaint}', '{abandoned}',
       jsonb_build_array(jsonb_build_object('survey', 'csat', 'share', $2::float8)), 'spec'
     from app.sampling_rules order by version desc limit 1`,
    [on, share],
  );

const contact = (customerId: string, interactionId: string = randomUUID(), imported = false): Told => ({
  type: 'InteractionRecorded',
  data: { ...interactionsEvents.InteractionRecorded.example, interactionId, customerId },
  subject: customerId,
  imported,
});
const complaint = (type: 'ComplaintOpened' | 'ComplaintClosed', customerId: string, complaintId: string): Told =>
  type === 'ComplaintOpened'
    ? { type, data: { ...complaintsEvents.ComplaintOpened.example, customerId, complaintId }, subject: customerId }
    : { type, data: { ...complaintsEvents.ComplaintClosed.example, customerId, complaintId }, subject: customerId };

async function wishes(): Promise<{ stream: string; subject: string; invitationId: string; code: string }[]> {
  const { rows } = await database.pool.query<{ stream: string; subject: string; invitationId: string; code: string }>(
    `select stream_id as stream, subject, command #>> '{invitation,invitationId}' as "invitationId",
       command #>> '{invitation,questionnaire,code}' as code from messaging.todo order by id`,
  );
  return rows;
}

describe('after a contact', () => {
  it('nobody is asked before somebody has switched it on', async () => {
    await deliver(contact(randomUUID()));
    expect(await wishes()).toEqual([]);
  });

  it('a sampled customer is asked, once however often the contact is told, and under an id that follows from it', async () => {
    await publish(1);
    const [ana, interactionId] = [randomUUID(), randomUUID()];
    await deliver(contact(ana, interactionId));
    expect(await wishes()).toEqual([
      { stream: ana, subject: ana, invitationId: derivedId(`survey after ${interactionId}`), code: 'csat' },
    ]);
  });

  it('that is history, nobody is asked', async () => {
    await publish(1);
    await deliver(contact(randomUUID(), randomUUID(), true));
    expect(await wishes()).toEqual([]);
  });

  it('a customer with an open complaint is not asked, until it is closed', async () => {
    await publish(1);
    const [ana, complaintId] = [randomUUID(), randomUUID()];
    await deliver(complaint('ComplaintOpened', ana, complaintId));
    await deliver(contact(ana));
    expect(await wishes()).toEqual([]);
    await deliver(complaint('ComplaintClosed', ana, complaintId));
    await deliver(contact(ana));
    expect(await wishes()).toHaveLength(1);
  });

  it('a merged customer is one: complaints and rest of all its ids count, and it is asked under the one that stands for it', async () => {
    await publish(1);
    const [ana, anasTablet, complaintId] = [randomUUID(), randomUUID(), randomUUID()];
    const merged = { ...profileEvents.CustomersMerged.example, survivorId: ana, absorbedId: anasTablet };
    await deliver({ type: 'CustomersMerged', data: merged, subject: ana });
    await deliver(complaint('ComplaintOpened', ana, complaintId));
    await deliver(contact(anasTablet));
    expect(await wishes()).toEqual([]);
    await deliver(complaint('ComplaintClosed', ana, complaintId));
    await deliver(contact(anasTablet));
    expect(await wishes()).toMatchObject([{ stream: ana, subject: ana }]);
    const asked = { ...interactionsEvents.SurveyInvited.example, customerId: ana, askedAt: new Date().toISOString() };
    await deliver({ type: 'SurveyInvited', data: asked, subject: ana });
    await deliver(contact(anasTablet));
    expect(await wishes()).toHaveLength(1);
  });

  it('a customer is of the class that a sender last told of any of its records, and of the last one where none did', async () => {
    await publish(1);
    const [ana, anasTablet] = [randomUUID(), randomUUID()];
    const merged = { ...profileEvents.CustomersMerged.example, survivorId: ana, absorbedId: anasTablet };
    const { example } = interactionsEvents.InteractionRecorded;
    const ranked = (customerId: string, occurredAt: string, valueClass?: string): Told => ({
      type: 'InteractionRecorded',
      subject: customerId,
      occurredAt,
      data: { ...example, interactionId: randomUUID(), customerId, ...(valueClass !== undefined && { valueClass }) },
    });
    await deliver({ type: 'CustomersMerged', data: merged, subject: ana });
    const at = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
    await deliver(ranked(ana, at(9)));
    await deliver(ranked(anasTablet, at(5), 'gold'), ranked(ana, at(7), 'diamond'), ranked(ana, at(1)));
    const { rows } = await database.pool.query<{ class: string }>(
      `select distinct command #>> '{invitation,valueClass}' as class from messaging.todo order by 1`,
    );
    expect(rows.map(row => row.class)).toEqual(['gold', 'other']);
  });

  it('a customer is of the class that analytics told, whatever a sender says', async () => {
    await publish(1);
    const ana = randomUUID();
    const { from: _from, ...moved } = analyticsEvents.ValueClassMoved.example;
    await deliver({ type: 'ValueClassMoved', subject: ana, data: { ...moved, customerId: ana, to: 'silver' } });
    const ranked = { ...interactionsEvents.InteractionRecorded.example, interactionId: randomUUID(), customerId: ana };
    await deliver({ type: 'InteractionRecorded', subject: ana, data: { ...ranked, valueClass: 'diamond' } });
    const { rows } = await database.pool.query<{ class: string }>(
      `select command #>> '{invitation,valueClass}' as class from messaging.todo`,
    );
    expect(rows).toEqual([{ class: 'silver' }]);
  });
});
