import { randomUUID } from 'node:crypto';
import { toMessage, type Message } from '@rapport/messaging';

const CHANNELS = ['phone', 'web', 'email', 'chat', 'branch'];

export interface Contact {
  readonly interactionId: string;
  readonly customerId: string;
  readonly channel: string;
  readonly direction: 'inbound';
  readonly phase: 'afterSale';
  readonly type: 'support';
  readonly outcome: 'solved';
  readonly agentId: string;
  readonly waitedSeconds: number;
  readonly handOvers: number;
  readonly flags: readonly string[];
}

/** A contact of one of the customers, as the interactions service would publish it. */
export const contact = (customerId: string, i: number): Contact => ({
  interactionId: randomUUID(),
  customerId,
  channel: CHANNELS[i % CHANNELS.length] ?? 'phone',
  direction: 'inbound',
  phase: 'afterSale',
  type: 'support',
  outcome: 'solved',
  agentId: `agent-${i % 20}`,
  waitedSeconds: i % 90,
  handOvers: i % 3,
  flags: [],
});

export const customers = (n: number): string[] => Array.from({ length: n }, () => randomUUID());

/**
 * Messages of the interactions topic: three contacts, then a survey, numbered for each customer as a relay would send them,
 * from the one after `already` on; a second apart from `start` (epoch ms) on.
 */
export function messages(
  count: number,
  of: readonly string[],
  { already = 0, start = Date.parse('2026-01-01T00:00:00.000Z') } = {},
): Message[] {
  const numbers = new Map<string, number>();
  return Array.from({ length: count }, (_, i) => {
    const customerId = of[(i * 7919) % of.length] ?? '';
    const sequence = (numbers.get(customerId) ?? already) + 1;
    numbers.set(customerId, sequence);
    const isSurvey = i % 4 === 3;
    const data = isSurvey
      ? { feedbackId: randomUUID(), customerId, survey: 'csat', score: 1 + (i % 5), answers: [], channel: 'phone' }
      : contact(customerId, i);
    const at = new Date(start + i * 1000).toISOString();
    return toMessage({
      position: i + 1,
      id: randomUUID(),
      aggregatetype: 'interactions',
      aggregateid: customerId,
      type: isSurvey ? 'FeedbackGiven' : 'InteractionRecorded',
      payload: JSON.stringify(data),
      stream: `interaction-${i}`,
      version: 1,
      sequence,
      epoch: 1,
      occurredAt: at,
      recordedAt: at,
      actor: 'bench',
      imported: false,
      hop: 0,
      traceparent: null,
    });
  });
}
