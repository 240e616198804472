import { contracts, eventTopic, type EventContract } from '@rapport/contracts';

/** The JSON Schema (2020-12) of an event's data, with what a reader needs to know beside it. */
export function jsonSchemaOf({ type, service, version, description, schema, example }: EventContract): unknown {
  const plain: unknown = JSON.parse(JSON.stringify(schema));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:rapport:event:${type}`,
    title: type,
    description,
    'x-service': service,
    'x-topic': eventTopic(service),
    'x-version': version,
    ...Object(plain),
    examples: [example],
  };
}

/** The schema files of all events, by file name. */
export const jsonSchemas = (): Map<string, string> =>
  new Map(contracts.map(contract => [`${contract.type}.json`, asJson(jsonSchemaOf(contract))]));

export const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
