import type { ItemResult } from './batch.ts';
import { callBackRequest } from './call-back-request.ts';
import type { Alone, Fact, PromiseStep } from './contact.ts';
import type { Known } from './requests.ts';
import { SendError, type Sender } from './sender.ts';

/** A request of its own; under its key it is done once. */
export interface Request {
  readonly path: string;
  readonly body: object;
  readonly method?: 'POST' | 'PUT';
  readonly key?: string;
}

/** Sends what has no batch, and says what became of it. */
export async function sendAlone(sender: Sender, contact: Alone, known: Known): Promise<ItemResult> {
  try {
    const request = await requestOf(sender, contact, known);
    if ('status' in request) return request;
    await sender.post(request.path, request.body, request.method, request.key);
    return { status: 'accepted', id: null };
  } catch (error) {
    if (!(error instanceof SendError) || (error.status ?? 500) >= 500) throw error;
    return { status: 'rejected', slug: slugOf(error.problem), reason: error.message };
  }
}

async function requestOf(sender: Sender, contact: Alone, known: Known): Promise<Request | ItemResult> {
  switch (contact.kind) {
    case 'fact':
      return factRequest(contact, known) ?? lost;
    case 'promiseStep':
      return promiseRequest(contact, known) ?? lost;
    case 'callBack':
      return (await callBackRequest(sender, contact, known)) ?? lost;
  }
}

const lost: ItemResult = { status: 'rejected', slug: null, reason: 'what it belongs to was refused' };

/** Those that name their sender, so that sent again they create nothing; the others say the same thing of the same time. */
const NAMED: readonly Fact['to'][] = ['health-checks', 'lessons', 'opportunities', 'plan-actions'];
const UNDATED: readonly Fact['to'][] = ['account', 'owner'];

function factRequest(fact: Fact, { ids, source }: Known): Request | undefined {
  const customerId = ids.get(fact.customer);
  const interactionId = fact.about === undefined ? undefined : ids.get(fact.about);
  if (customerId === undefined || (fact.about !== undefined && interactionId === undefined)) return undefined;
  const body = {
    ...fact.body,
    ...(interactionId !== undefined && { interactionId }),
    ...(!UNDATED.includes(fact.to) && { occurredAt: fact.at.toISOString() }),
    ...(NAMED.includes(fact.to) && { source, sourceId: fact.key }),
  };
  return { path: `/api/profile/v1/customers/${customerId}/${fact.to}`, body, method: fact.method };
}

function promiseRequest({ promise, taken, at, key }: PromiseStep, { ids, source }: Known): Request | undefined {
  const id = ids.get(promise);
  if (id === undefined) return undefined;
  const { step, ...agreed } = taken;
  const body = {
    ...('dueAt' in agreed && { dueAt: agreed.dueAt.toISOString(), reason: 'partLate', agreedBy: agreed.agreedBy }),
    occurredAt: at.toISOString(),
  };
  return { path: `/api/complaints/v1/promises/${id}/${step}`, body, key: `${source}/${key}` };
}

const slugOf = (problem: unknown): string | null =>
  typeof problem === 'object' && problem !== null && 'type' in problem
    ? (String(problem.type).split('/').at(-1) ?? null)
    : null;
