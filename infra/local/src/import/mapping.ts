import { readFile } from 'node:fs/promises';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { Errors } from 'typebox/value';
import { exitCodes, Failure, messageOf } from '../failure.ts';
import { isZone } from './dates.ts';
import { TARGETS, targets } from './targets.ts';

const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);
const Column = Type.String({ minLength: 1, description: 'A name in the file’s header' });
const optional = Type.Optional(
  Type.Boolean({ description: 'Leave the field out where the column is empty; otherwise such a row is rejected' }),
);
const from = <Properties extends Type.TProperties>(description: string, properties: Properties) =>
  Type.Object({ column: Column, optional, ...properties }, { additionalProperties: false, description });

const Field = Type.Union(
  [
    Type.Object({ constant: Scalar }, { additionalProperties: false, description: 'The same for every row' }),
    from('The text of the column, without surrounding spaces', {}),
    from('A whole number', { integer: Type.Literal(true) }),
    from('A decimal amount, read into minor units of an ISO 4217 currency', {
      money: Type.String({ pattern: '^[A-Z]{3}$' }),
    }),
    from('A calendar day', {
      day: Type.String({ minLength: 1, description: 'Luxon tokens, such as M/d/yyyy, or iso' }),
    }),
    from('An instant, in the mapping’s zone where the text names none', {
      instant: Type.String({ minLength: 1, description: 'Luxon tokens, such as yyyy-MM-dd HH:mm, or iso' }),
    }),
    from(
      'The id of what was recorded under this source by the id in the column: the purchase of a refund, the order of a delivery',
      {
        recordedBy: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
      },
    ),
    from('A table from the file’s words to ours; null leaves the field out', {
      values: Type.Record(Type.String(), Scalar),
      otherwise: Type.Optional(Scalar),
    }),
  ],
  { description: 'Where the value of a field comes from' },
);

const Identifiers = Type.Array(
  Type.Object(
    {
      type: Type.Enum(['email', 'phone', 'externalId', 'loyaltyCard']),
      column: Column,
      verified: Type.Boolean({ description: 'Whether it was shown that it belongs to the customer' }),
    },
    { additionalProperties: false },
  ),
  { minItems: 1, maxItems: 10, description: 'Columns that customers are known by; an empty one tells nothing' },
);

const Customer = Type.Union([
  Type.Object(
    {
      column: Column,
      prefix: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}:$' }),
      identifiers: Type.Optional(Identifiers),
    },
    {
      additionalProperties: false,
      description: 'A customer known by the external id <prefix><value of the column>, and by what else a row shows',
    },
  ),
  Type.Object(
    { identifiers: Identifiers },
    { additionalProperties: false, description: 'A customer known by what a row shows alone' },
  ),
  Type.Object(
    { anonymous: Type.Literal(true) },
    { additionalProperties: false, description: 'One customer a row, of whom nothing else is known' },
  ),
]);

export const MappingSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    description: Type.Optional(Type.String()),
    source: Type.String({
      pattern: '^[a-z][a-z0-9-]{0,39}$',
      description: 'Names the sender: with the key of a row it makes the id of what is recorded',
    }),
    target: Type.Enum(TARGETS, { description: 'What a row becomes' }),
    csv: Type.Optional(
      Type.Object(
        {
          encoding: Type.Optional(Type.Enum(['utf8', 'latin1'])),
          delimiter: Type.Optional(Type.String({ pattern: '^[\\t -~]$' })),
        },
        { additionalProperties: false },
      ),
    ),
    zone: Type.String({ description: 'The IANA time zone whose clocks the file’s dates are read by' }),
    id: Type.Optional(
      Type.Object(
        { column: Column },
        {
          additionalProperties: false,
          description: 'The sender’s own id of what a row records; its contents where left out',
        },
      ),
    ),
    customer: Type.Optional(Customer),
    occurredAt: Type.Object(
      {
        column: Column,
        format: Type.String({ minLength: 1, description: 'Luxon tokens, such as M/d/yyyy, or iso' }),
        at: Type.Optional(
          Type.String({
            pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
            description: 'The time assumed for a date without one',
          }),
        ),
      },
      { additionalProperties: false },
    ),
    fields: Type.Record(Type.String({ pattern: '^[A-Za-z0-9]+(\\.[A-Za-z0-9]+)*$' }), Field, {
      description: 'Fields of the target by path, such as amount or lines.0.quantity',
    }),
    ignore: Type.Optional(Type.Array(Column, { description: 'Columns that are left out on purpose' })),
  },
  {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Mapping of a CSV file to what Rapport records',
    additionalProperties: false,
  },
);
const check = Compile(MappingSchema);

export type FieldSource = Type.Static<typeof Field>;
export type Mapping = Type.Static<typeof MappingSchema>;

/** Reads and checks a mapping file. Throws Failure that lists everything that is wrong with it. */
export async function readMapping(path: string): Promise<Mapping> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new Failure(`the mapping ${path} cannot be read: ${error.message}`, exitCodes.notFound);
  });
  return checkMapping(parseJson(text, path), path);
}

export function checkMapping(value: unknown, path: string): Mapping {
  if (!check.Check(value)) throw wrong(path, formFaults(value));
  const faults = meaningFaults(value);
  if (faults.length > 0) throw wrong(path, faults);
  return value;
}

/** Every column that the mapping reads. */
export function columnsOf(mapping: Mapping): string[] {
  const columns = Object.values(mapping.fields).flatMap(source => ('column' in source ? source.column : []));
  const { id, customer, occurredAt } = mapping;
  const known = customer === undefined || 'anonymous' in customer ? undefined : customer;
  const number = known !== undefined && 'column' in known ? [known.column] : [];
  const shown = known?.identifiers?.map(({ column }) => column) ?? [];
  return [...new Set([...number, ...shown, ...(id ? [id.column] : []), occurredAt.column, ...columns])];
}

function meaningFaults({ target, zone, fields, customer }: Mapping): string[] {
  const { fields: known, required, ofCustomer } = targets[target];
  const filled = new Set(Object.keys(fields).map(path => path.split('.')[0] ?? path));
  return [
    ...(isZone(zone) ? [] : [`zone: '${zone}' is no IANA time zone`]),
    ...(ofCustomer && customer === undefined ? [`customer: a ${target} needs it`] : []),
    ...(!ofCustomer && customer !== undefined ? [`customer: that of a ${target} is known by what it names`] : []),
    ...[...filled]
      .filter(field => !known.includes(field))
      .map(field => `fields.${field}: a ${target} has no such field`),
    ...required.filter(field => !filled.has(field)).map(field => `fields.${field}: a ${target} needs it`),
  ];
}

function formFaults(value: unknown): string[] {
  const faults = Errors(MappingSchema, value).map(({ instancePath, message }) => {
    const where = instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/');
    return `${where === '' ? 'the mapping' : where}: ${message}`;
  });
  return [...new Set(faults)];
}

function wrong(path: string, faults: readonly string[]): Failure {
  const shown = faults.slice(0, 12).map(fault => `\n  ${fault}`);
  return new Failure(`the mapping ${path} is not right:${shown.join('')}`, exitCodes.usage);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrong(path, [`it is no JSON: ${messageOf(error)}`]);
  }
}
