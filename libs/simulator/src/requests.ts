import type {
  Batched,
  Complaint,
  ComplaintStep,
  Delivery,
  Feedback,
  Interaction,
  Order,
  Promised,
  Purchase,
} from './contact.ts';
import type { Customer } from './population.ts';
import { NARRATIVES, PROMISES, stepCommand } from './steps.ts';

/** Public routes, as the gateway offers them. */
export const ROUTES: Record<Batched['kind'], string> = {
  order: '/api/interactions/v1/orders:batch',
  purchase: '/api/interactions/v1/purchases:batch',
  delivery: '/api/interactions/v1/deliveries:batch',
  interaction: '/api/interactions/v1/interactions:batch',
  feedback: '/api/interactions/v1/feedback:batch',
  complaint: '/api/complaints/v1/complaints:batch',
  step: '/api/complaints/v1/complaints/steps:batch',
  promise: '/api/complaints/v1/promises:batch',
  enrolment: '/api/loyalty/v1/members:batch',
  redemption: '/api/loyalty/v1/redemptions:batch',
};
export const RESOLVE = '/api/profile/v1/resolve';

const CURRENCY = 'EUR';

export interface Known {
  source: string;
  /** Ids that the services gave: of customers by customer key, of interactions and complaints by contact key. */
  ids: ReadonlyMap<string, string>;
}

export function registration(customer: Customer, source: string): object {
  return {
    // The phone number is of a range shared by all simulations: never verified, so that it merges nobody.
    identifiers: [
      { type: 'externalId', value: `${source}:${customer.key}`, verified: true },
      { type: 'email', value: customer.email, verified: true },
      ...(customer.phone === null ? [] : [{ type: 'phone', value: customer.phone, verified: false }]),
    ],
    name: customer.name,
    preferredLanguage: customer.language,
    partyType: customer.enterprise ? 'enterprise' : 'individual',
    occurredAt: customer.joinedAt.toISOString(),
  };
}

/** The item of the batch route for one contact; undefined where something that it refers to was never accepted. */
export function toItem(contact: Batched, { ids, source }: Known): object | undefined {
  const customerId = ids.get(contact.customer);
  if (customerId === undefined) return undefined;
  if (contact.kind === 'delivery') return { customerId, ...delivery(contact, ids), source, sourceId: contact.key };
  const common = { occurredAt: contact.at.toISOString(), source, sourceId: contact.key };
  if (contact.kind === 'step') {
    const complaintId = ids.get(contact.complaint.key);
    return complaintId === undefined ? undefined : { complaintId, command: stepCommand(contact), ...common };
  }
  if (contact.kind === 'promise') {
    const about = given(contact, ids);
    return about && { customerId, ...about, ...promise(contact), ...common };
  }
  return { customerId, ...facts(contact, ids), ...common };
}

function facts(
  contact: Exclude<Batched, ComplaintStep | Delivery | Promised>,
  ids: ReadonlyMap<string, string>,
): object {
  switch (contact.kind) {
    case 'order':
      return { ...sale(contact), promisedAt: contact.promisedAt.toISOString() };
    case 'purchase':
      return { ...sale(contact), ...placed(contact.order, ids) };
    case 'interaction':
      return interaction(contact);
    case 'feedback':
      return feedback(contact, ids);
    case 'complaint':
      return complaint(contact, ids);
    case 'redemption':
      return { points: contact.points, reward: contact.reward };
    case 'enrolment':
      return {};
  }
}

function delivery(contact: Delivery, ids: ReadonlyMap<string, string>): object {
  const { at, promisedAt, complete, documentsRight, damaged, order } = contact;
  const times = { promisedAt: promisedAt.toISOString(), deliveredAt: at.toISOString() };
  return { quantity: 1, ...times, ...placed(order, ids), complete, documentsRight, damaged };
}

function placed(order: string | undefined, ids: ReadonlyMap<string, string>): object {
  const orderId = order === undefined ? undefined : ids.get(order);
  return orderId === undefined ? {} : { orderId };
}

function sale({ channel, lines }: Order | Purchase): object {
  return {
    channel,
    amount: { minor: lines.reduce((sum, line) => sum + line.minor, 0), currency: CURRENCY },
    lines: lines.map(({ product, quantity, minor }) => ({ product, quantity, amount: { minor, currency: CURRENCY } })),
  };
}

function interaction(contact: Interaction): object {
  const { channel, direction, phase, type, outcome, agent, team, waitedSeconds, handOvers, matter } = contact;
  return {
    channel,
    direction,
    phase,
    type,
    outcome,
    ...(agent === null ? {} : { agentId: agent, team }),
    startedAt: contact.at.toISOString(),
    endedAt: contact.endedAt.toISOString(),
    waitedSeconds,
    handOvers,
    ...(matter !== undefined && { about: matter }),
  };
}

function feedback(contact: Feedback, ids: ReadonlyMap<string, string>): object {
  const { channel, survey, score, answers, driver, about } = contact;
  return {
    channel,
    survey,
    ...(score === null ? {} : { score }),
    ...(answers.length === 0 ? {} : { answers }),
    driverLevel: driver,
    ...reference(about, ids),
  };
}

function complaint(contact: Complaint, ids: ReadonlyMap<string, string>): object {
  const { channel, cause, severity, product, demands, about } = contact;
  return { channel, cause, severity, product, demands, narrative: NARRATIVES[cause], ...reference(about, ids) };
}

function promise({ what: kind, dueAt, agent, team, outcome, history }: Promised): object {
  const ended = outcome && { status: outcome.status, at: outcome.at.toISOString() };
  const reason = outcome?.status === 'released' && { reason: 'notWanted' };
  return {
    ...{ kind, what: PROMISES[kind], dueAt: dueAt.toISOString(), ownerId: agent, team },
    ...(ended && { outcome: { ...ended, ...reason } }),
    ...(history && { imported: true }),
  };
}

function given({ about }: Promised, ids: ReadonlyMap<string, string>): object | undefined {
  const id = ids.get('contact' in about ? about.contact : about.complaint);
  if (id === undefined) return undefined;
  return 'contact' in about ? { interactionId: id } : { complaintId: id };
}

function reference(about: string | null, ids: ReadonlyMap<string, string>): object {
  const interactionId = about === null ? undefined : ids.get(about);
  return interactionId === undefined ? {} : { interactionId };
}
