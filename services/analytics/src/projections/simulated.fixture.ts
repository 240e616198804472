import { complaintsEvents, interactionsEvents } from '@rapport/contracts';
import { plan, type Contact, type History } from '@rapport/simulator';
import type { Told } from '@rapport/testing';
import { v5 } from 'uuid';
import { promiseEvents } from './simulated-promises.fixture.ts';

type Of<Kind extends Contact['kind']> = Extract<Contact, { kind: Kind }>;

const { ComplaintOpened, ComplaintClosed } = complaintsEvents;
const { PurchaseMade, DeliveryMade, StandardMet } = interactionsEvents;
/** Seconds until somebody answers, as shipped. */
const ANSWERED_IN: Readonly<Record<string, number>> = { phone: 20, chat: 60 };

export const idOf = (seed: string, key: string): string => v5(`${seed}/${key}`, '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f');

/** What services tell of a simulated contact, as far as the risk is made of it. */
function eventsOf(seed: string, contact: Contact, theirs: readonly Contact[]): Told[] {
  const customerId = idOf(seed, contact.customer);
  const id = idOf(seed, contact.key);
  const common = { subject: customerId, occurredAt: contact.at.toISOString(), imported: true };
  switch (contact.kind) {
    case 'purchase':
      return [{ ...common, type: 'PurchaseMade', data: { ...PurchaseMade.example, purchaseId: id, customerId } }];
    case 'interaction':
      return [
        { ...common, type: 'InteractionRecorded', data: talk(contact, id, customerId) },
        ...answered(contact, seed),
      ];
    case 'feedback': {
      const { survey, score, answers } = contact;
      const data = { feedbackId: id, customerId, survey, ...(score !== null && { score }), answers };
      return [{ ...common, type: 'FeedbackGiven', data }];
    }
    case 'delivery':
      return [{ ...common, type: 'DeliveryMade', data: delivery(contact, id, customerId) }];
    case 'complaint':
      return [
        { ...common, type: 'ComplaintOpened', data: { ...ComplaintOpened.example, complaintId: id, customerId } },
      ];
    case 'step': {
      const { taken, complaint } = contact;
      const recovered = taken.step === 'verify' && taken.solved;
      const data = { ...ComplaintClosed.example, complaintId: idOf(seed, complaint.key), customerId, recovered };
      return recovered || taken.step === 'close' ? [{ ...common, type: 'ComplaintClosed', data }] : [];
    }
    case 'enrolment':
      return [
        { ...common, type: 'MemberEnrolled', data: { customerId, tier: 'member', enrolledAt: common.occurredAt } },
      ];
    case 'promise': {
      const steps = theirs.filter(each => each.kind === 'promiseStep').filter(({ promise }) => promise === contact.key);
      return promiseEvents(contact, steps, { promiseId: id, customerId });
    }
    case 'order':
    case 'redemption':
    case 'fact':
    case 'promiseStep':
    case 'callBack':
      return [];
  }
}

const talk = (
  { channel, direction, phase, type, outcome, handOvers }: Of<'interaction'>,
  interactionId: string,
  customerId: string,
) => ({
  ...{ interactionId, customerId, channel, direction, phase, type, outcome, handOvers, flags: [] },
});

const delivery = (of: Of<'delivery'>, deliveryId: string, customerId: string) => {
  const { promisedAt, complete, documentsRight, damaged, at } = of;
  const times = {
    promisedAt: promisedAt.toISOString(),
    deliveredAt: at.toISOString(),
    arrivedOnTime: at <= promisedAt,
  };
  return { ...DeliveryMade.example, ...times, deliveryId, customerId, complete, documentsRight, damaged };
};

function answered({ customer, key, at, channel, waitedSeconds, direction }: Of<'interaction'>, seed: string): Told[] {
  const limit = ANSWERED_IN[channel];
  if (limit === undefined || direction === 'outbound') return [];
  const customerId = idOf(seed, customer);
  const about = { clockId: idOf(seed, `${key}-answer`), interactionId: idOf(seed, key), since: at.toISOString() };
  return [
    {
      type: waitedSeconds <= limit ? 'StandardMet' : 'StandardBreached',
      subject: customerId,
      occurredAt: new Date(at.getTime() + Math.min(limit, waitedSeconds) * 1000).toISOString(),
      imported: true,
      data: { ...StandardMet.example, ...about, customerId, channel },
    },
  ];
}

/** Simulated lives that go on until a time, and what was told of them by another. */
export function simulated(
  seed: string,
  customers: number,
  told: Date,
  until: Date,
): { events: Told[]; lives: History[] } {
  const all = plan({ seed, customers, months: 24, maxContacts: Infinity, until });
  const lives = all.filter(({ customer }) => customer.joinedAt <= told);
  const events = lives.flatMap(({ customer, contacts }) => {
    const customerId = idOf(seed, customer.key);
    const registered: Told = {
      type: 'CustomerRegistered',
      subject: customerId,
      occurredAt: customer.joinedAt.toISOString(),
      imported: true,
      data: { customerId, partyType: 'individual', anonymous: false },
    };
    const events = [registered, ...contacts.flatMap(contact => eventsOf(seed, contact, contacts))];
    return events.filter(({ occurredAt }) => occurredAt !== undefined && occurredAt <= told.toISOString());
  });
  return { events, lives };
}
