/** A JSON Schema as our contracts use it. */
export interface Schema {
  readonly type?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly [keyword: string]: unknown;
}

/** An event as it was released: its data's schema, and where it travels. */
export interface Released extends Schema {
  readonly title: string;
  readonly 'x-topic': string;
}

/**
 * Why readers and recorded events of the released language could not live with the present one; nothing where they can.
 * Events are kept for ever, so that what was once allowed stays allowed, and what was always there stays there.
 */
export function breaks(released: readonly Released[], present: readonly Released[]): string[] {
  const now = new Map(present.map(event => [event.title, event]));
  return released.flatMap(before => {
    const after = now.get(before.title);
    if (after === undefined) return [`${before.title} is gone: an event that was released stays in the language`];
    const moved =
      before['x-topic'] === after['x-topic']
        ? []
        : [`${before.title} moved from ${before['x-topic']} to ${after['x-topic']}`];
    return [...moved, ...narrowed(before.title, before, after)];
  });
}

function narrowed(at: string, before: Schema, after: Schema): string[] {
  return [
    ...changedKind(at, before, after),
    ...lostFields(at, before, after),
    ...lostValues(at, before, after),
    ...tighterBounds(at, before, after),
    ...(before.items && after.items ? narrowed(`${at}[]`, before.items, after.items) : []),
  ];
}

const kindOf = ({ type, enum: values, const: only }: Schema): string =>
  type === undefined ? (values || only !== undefined ? 'enum' : 'anything') : JSON.stringify(type);

function changedKind(at: string, before: Schema, after: Schema): string[] {
  const [was, is] = [kindOf(before), kindOf(after)];
  return was === is ? [] : [`${at} changed its type from ${was} to ${is}`];
}

function lostFields(at: string, before: Schema, after: Schema): string[] {
  const [had, has] = [before.properties ?? {}, after.properties ?? {}];
  const [was, is] = [new Set(before.required), new Set(after.required)];
  const closed = before['additionalProperties'] !== false && after['additionalProperties'] === false;
  return [
    ...(closed ? [`${at} no longer tolerates fields that it does not know`] : []),
    ...[...is].filter(name => !was.has(name)).map(name => `${at}.${name} became required: recorded events lack it`),
    ...Object.entries(had).flatMap(([name, field]) => {
      const next = has[name];
      if (next === undefined) return [`${at}.${name} is gone: readers rely on it`];
      const optional = was.has(name) && !is.has(name) ? [`${at}.${name} became optional: readers rely on it`] : [];
      return [...optional, ...narrowed(`${at}.${name}`, field, next)];
    }),
  ];
}

const valuesOf = ({ enum: values, const: only }: Schema): readonly unknown[] | undefined =>
  values ?? (only === undefined ? undefined : [only]);

function lostValues(at: string, before: Schema, after: Schema): string[] {
  const [was, is] = [valuesOf(before), valuesOf(after)];
  if (is === undefined) return [];
  if (was === undefined) return [`${at} was open and is now one of ${is.join(', ')}`];
  const lost = was.filter(value => !is.includes(value));
  return lost.length === 0 ? [] : [`${at} no longer allows ${lost.join(', ')}`];
}

const LEAST = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const MOST = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
const EXACT = ['pattern', 'format', 'multipleOf', 'uniqueItems'];

function tighterBounds(at: string, before: Schema, after: Schema): string[] {
  const least = LEAST.filter(bound => number(after[bound], -Infinity) > number(before[bound], -Infinity));
  const most = MOST.filter(bound => number(after[bound], Infinity) < number(before[bound], Infinity));
  // Whether one pattern allows all that another does can't be told: any other pattern is refused.
  const exact = EXACT.filter(rule => after[rule] !== undefined && after[rule] !== before[rule]);
  return [...least, ...most, ...exact].map(
    rule => `${at} has a narrower ${rule}: it was ${String(before[rule] ?? 'open')} and is ${String(after[rule])}`,
  );
}

const number = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
