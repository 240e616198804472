import type { Static, TObject, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

export type ServiceName = 'profile' | 'interactions' | 'complaints' | 'loyalty' | 'analytics';

/**
 * One event of the published language. `schema` is the shape of its data, `example` one instance of it that the
 * producer's and the consumers' tests share, `check` the compiled validator.
 */
export interface EventContract<Type extends string = string, Schema extends TSchema = TSchema> {
  readonly type: Type;
  readonly service: ServiceName;
  /** Grows with a compatible change; a breaking change is a new type produced beside the old. */
  readonly version: number;
  readonly description: string;
  readonly schema: Schema;
  readonly example: Static<Schema>;
  readonly check: (data: unknown) => data is Static<Schema>;
}

/** Declares an event. Unknown fields are tolerated by consumers, so schemas never forbid additional properties. */
export function event<const Type extends string, Schema extends TObject>(
  service: ServiceName,
  type: Type,
  description: string,
  schema: Schema,
  example: Static<Schema>,
  version = 1,
): EventContract<Type, Schema> {
  const validator = Compile(schema);
  const check = (data: unknown): data is Static<Schema> => validator.Check(data);
  if (!check(example)) throw new Error(`the example of ${type} does not satisfy its own schema`);
  return { type, service, version, description, schema, example, check };
}

/** The union of `{ type, data }` over a record of contracts. */
export type EventsOf<Contracts> = {
  [Name in keyof Contracts]: Contracts[Name] extends EventContract<infer Type, infer Schema>
    ? { readonly type: Type; readonly data: Readonly<Static<Schema>> }
    : never;
}[keyof Contracts];

/** What a recorded event carries besides its type and data. */
export interface EventMeta {
  /** UUIDv7. */
  readonly id: string;
  readonly source: ServiceName;
  /** The customer's id as first recorded, or `<kind>:<id>` for what belongs to no customer. Also the Kafka key. */
  readonly subject: string;
  readonly stream: string;
  readonly version: number;
  /** 1, 2, 3 … without gaps for each source and subject. */
  readonly sequence: number;
  /** The event's place in its service's log. */
  readonly position: number;
  /** Business time, ISO 8601 in UTC. */
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: string;
  /** History filed afterwards: it sets nobody to work and sends nobody anything. */
  readonly imported: boolean;
  /** How many policies lie between a person's act and this event. */
  readonly hop: number;
  readonly traceparent: string | null;
}

export type Recorded<Event> = Event & EventMeta;
