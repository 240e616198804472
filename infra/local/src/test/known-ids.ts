import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ServiceName } from '../ports.ts';
import type { Connections } from '../stack/connections.ts';

const answer = Compile(Type.Record(Type.String(), Type.Unknown()));

/** Makes one thing of each kind, so that a fuzzer gets beyond "there is no such thing": the ids, by the service that has them. */
export async function makeKnown(
  { services }: Pick<Connections, 'services'>,
  token: string,
): Promise<Record<ServiceName, string[]>> {
  const make = async (service: ServiceName, path: string, body: object, id: string): Promise<string> => {
    const response = await fetch(`${services[service]}/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const made: unknown = await response.json();
    if (response.ok && answer.Check(made) && typeof made[id] === 'string') return made[id];
    throw new Error(`${service} answers ${response.status} to a new ${path}`);
  };
  const customer = { partyType: 'individual', name: 'Ana Fuzz', identifiers: [] };
  const customerId = await make('profile', 'customers', customer, 'customerId');
  const contact = { customerId, channel: 'phone', direction: 'inbound', phase: 'afterSale', type: 'support' };
  const amount = { minor: 4990, currency: 'USD' };
  const complaint = { customerId, channel: 'phone', cause: 'lateDelivery', severity: 3 };
  await make('loyalty', 'members', { customerId }, 'customerId');
  const enterprise = { partyType: 'enterprise', name: 'Fuzz Works', identifiers: [] };
  const enterpriseId = await make('profile', 'customers', enterprise, 'customerId');
  const action = { what: 'Call', ownerId: 'agent-7', dueOn: '2030-01-31' };
  return {
    profile: [
      customerId,
      enterpriseId,
      await make('profile', `customers/${enterpriseId}/opportunities`, {}, 'opportunityId'),
      await make('profile', `customers/${enterpriseId}/plan-actions`, action, 'actionId'),
    ],
    interactions: [
      await make('interactions', 'interactions', contact, 'interactionId'),
      await make('interactions', 'feedback', { customerId, survey: 'csat', score: 4 }, 'feedbackId'),
      await make('interactions', 'purchases', { customerId, channel: 'web', amount }, 'purchaseId'),
    ],
    complaints: [await make('complaints', 'complaints', complaint, 'complaintId')],
    loyalty: [customerId],
    analytics: [customerId],
    gateway: [customerId],
  };
}
