import type { ItemResult } from './batch.ts';
import type { Fact } from './contact.ts';
import type { Known } from './requests.ts';
import { SendError, type Sender } from './sender.ts';

/** Those that name their sender, so that sent again they create nothing; the others say the same thing of the same time. */
const NAMED: readonly Fact['to'][] = ['health-checks', 'lessons', 'opportunities', 'plan-actions'];
const UNDATED: readonly Fact['to'][] = ['account', 'owner'];

/** Sends what was noted of a customer, and says what became of it. */
export async function sendFact(sender: Sender, fact: Fact, { ids, source }: Known): Promise<ItemResult> {
  const customerId = ids.get(fact.customer);
  const interactionId = fact.about === undefined ? undefined : ids.get(fact.about);
  if (customerId === undefined || (fact.about !== undefined && interactionId === undefined)) return lost;
  const body = {
    ...fact.body,
    ...(interactionId !== undefined && { interactionId }),
    ...(!UNDATED.includes(fact.to) && { occurredAt: fact.at.toISOString() }),
    ...(NAMED.includes(fact.to) && { source, sourceId: fact.key }),
  };
  try {
    await sender.post(`/api/profile/v1/customers/${customerId}/${fact.to}`, body, fact.method);
    return { status: 'accepted', id: null };
  } catch (error) {
    if (!(error instanceof SendError) || (error.status ?? 500) >= 500) throw error;
    return { status: 'rejected', slug: slugOf(error.problem), reason: error.message };
  }
}

const lost: ItemResult = { status: 'rejected', slug: null, reason: 'what it belongs to was refused' };

const slugOf = (problem: unknown): string | null =>
  typeof problem === 'object' && problem !== null && 'type' in problem
    ? (String(problem.type).split('/').at(-1) ?? null)
    : null;
