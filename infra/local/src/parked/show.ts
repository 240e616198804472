import type { ServiceName } from '@rapport/contracts';
import { paint, print, spanOf, tableOf } from '../output.ts';
import type { Item, RefusedItem, Whole } from './parked-api.ts';

export type Listed = Item & { readonly service: ServiceName };

const WIDE = 60;

export function printList(items: readonly Listed[], dropped: boolean): void {
  const columns = dropped
    ? ['id', 'dropped', 'by', 'why', 'type', 'subject']
    : ['id', 'for', 'behind', 'type', 'subject', 'reason'];
  const rows = items.map(one =>
    dropped
      ? [idOf(one), one.droppedAt, one.droppedBy, short(one.dropReason ?? ''), one.type, one.subject]
      : [idOf(one), since(one.parkedAt), one.behind, one.type, one.subject, short(one.failure ?? one.reason)],
  );
  const [head = '', ...lines] = tableOf(columns, rows);
  print(paint('bold', head));
  lines.forEach(print);
}

export function printRefused(items: readonly (RefusedItem & { readonly service: ServiceName })[]): void {
  const rows = items.map(one => [
    idOf(one),
    since(one.refusedAt),
    one.policy,
    one.command,
    one.stream,
    short(one.refusal),
  ]);
  const [head = '', ...lines] = tableOf(['id', 'for', 'policy', 'command', 'of', 'refusal'], rows);
  print(paint('bold', head));
  lines.forEach(print);
}

export function printWhole(service: ServiceName, whole: Whole): void {
  const lines: readonly (readonly [string, string | number | null])[] = [
    ['id', idOf({ service, ...whole })],
    ['type', whole.type],
    ['subject', whole.subject],
    ['event', whole.eventId],
    ['read at', `${whole.topic}/${whole.partition}@${whole.offset}`],
    ['parked', `${whole.parkedAt}, ${since(whole.parkedAt)} ago`],
    ['reason', whole.reason],
    ['tried', whole.triedAt === null ? null : `${whole.tries} × in vain, last at ${whole.triedAt}`],
    ['failure', whole.failure],
    ['behind it', whole.behind],
    ['dropped', whole.droppedAt === null ? null : `${whole.droppedAt} by ${whole.droppedBy}: ${whole.dropReason}`],
  ];
  for (const [name, value] of lines) if (value !== null) print(`${paint('bold', name.padEnd(10))} ${value}`);
  print(`\n${paint('bold', 'headers')}`);
  for (const [name, value] of Object.entries(whole.headers)) print(`  ${name.padEnd(20)} ${value}`);
  print(`\n${paint('bold', whole.text === null ? 'data' : 'value, which is not JSON')}`);
  print(whole.text ?? JSON.stringify(whole.data, null, 2));
}

export const idOf = ({ service, id }: { service: ServiceName; id: number }): string => `${service}/${id}`;

const since = (at: string): string => spanOf(Math.max(0, (Date.now() - Date.parse(at)) / 1000));

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > WIDE ? `${line.slice(0, WIDE - 1)}…` : line;
}
