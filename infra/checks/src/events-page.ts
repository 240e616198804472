import { contracts, eventTopic, SERVICES, type EventContract } from '@rapport/contracts';

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly [keyword: string]: unknown;
}

/** The catalogue of events for people: each with its fields and its example. */
export function eventsPage(): string {
  return [
    '# Events',
    '',
    'Made from the contracts by `npm run generate`. Events carry ids and facts, never names, addresses or free text. How',
    'they travel is in [asyncapi.json](asyncapi.json), their JSON Schemas are in [schemas](schemas), and who tells and',
    'reads each of them is in [flows.md](flows.md).',
    '',
    ...SERVICES.flatMap(serviceSection),
  ].join('\n');
}

function serviceSection(service: (typeof SERVICES)[number]): string[] {
  const own = contracts.filter(contract => contract.service === service);
  return [`## ${service}`, '', `Topic \`${eventTopic(service)}\`.`, '', ...own.flatMap(eventSection)];
}

function eventSection({ type, version, description, schema, example }: EventContract): string[] {
  const plain = JSON.parse(JSON.stringify(schema)) as Schema;
  return [
    `### ${type}`,
    '',
    version === 1 ? description : `${description} Version ${version}.`,
    '',
    '| field | kind | meaning |',
    '| --- | --- | --- |',
    ...rows(plain, ''),
    '',
    '```json',
    JSON.stringify(example, null, 2),
    '```',
    '',
  ];
}

function rows({ properties = {}, required = [] }: Schema, path: string): string[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const at = `${path}${name}`;
    const optional = required.includes(name) ? '' : ', optional';
    const own = `| \`${at}\` | ${kindOf(field)}${optional} | ${field.description ?? ''} |`;
    return [own, ...rows(field, `${at}.`), ...rows(field.items ?? {}, `${at}[].`)];
  });
}

function kindOf({ type, enum: values, items, ...rest }: Schema): string {
  if (values !== undefined) return values.map(value => `\`${String(value)}\``).join(', ');
  if (items !== undefined) return `list of ${items.type ?? kindOf(items)}${within(rest['minItems'], rest['maxItems'])}`;
  if (type === 'string') return `text${within(undefined, rest['maxLength'])}`;
  return `${type ?? 'anything'}${within(rest['minimum'], rest['maximum'])}`;
}

function within(least: unknown, most: unknown): string {
  if (least === undefined && most === undefined) return '';
  if (least === undefined) return `, at most ${String(most)}`;
  return most === undefined ? `, at least ${String(least)}` : `, ${String(least)} to ${String(most)}`;
}
