import type { Fetched } from '@rapport/messaging';
import type { Change } from './frame.ts';

const KINDS: readonly (readonly [prefix: string, event: string])[] = [
  ['WorkItem', 'work'],
  ['Contact', 'queue'],
];

/**
 * An event of a work item → `event: work`, of a contact under way → `event: queue`; `data` is `{type, data}` with the data of
 * the event, which are ids and codes; bare, with the team alone. All other events tell nothing.
 */
export function workIn({ key, value, headers, partition, offset }: Fetched): Change | undefined {
  const type = headers['ce_type'] ?? '';
  const kind = KINDS.find(([prefix]) => type.startsWith(prefix));
  if (kind === undefined || value === null) return undefined;
  const data: unknown = JSON.parse(value.toString());
  const body = `event: ${kind[1]}\ndata: ${JSON.stringify({ type, data })}\n\n`;
  const bare = `event: ${kind[1]}\ndata: ${JSON.stringify({ type, data: teamOf(data) })}\n\n`;
  const given = { assignee: textIn(data, 'assigneeId'), bare: Buffer.from(bare) };
  const customer = textIn(data, 'customerId') ?? key;
  return { partition, offset, customer, ...teamOf(data), given, body: Buffer.from(body) };
}

function teamOf(data: unknown): { readonly team?: string } {
  const team = textIn(data, 'team');
  return team === undefined ? {} : { team };
}

function textIn(data: unknown, name: string): string | undefined {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return undefined;
  const value: unknown = Object.entries(data).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : undefined;
}
