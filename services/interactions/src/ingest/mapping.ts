import { Code, CONTACT_TYPES } from '@rapport/contracts';
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };
export const CALLS = ['track', 'page', 'screen'] as const;
export type Call = (typeof CALLS)[number];

/** What a message becomes. A rule without source or event is for all of them; the first that fits counts. */
export const MappingRule = Type.Object(
  {
    source: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'The name of a source' })),
    call: Type.Enum([...CALLS]),
    event: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'The event or page by name; capitals make no difference',
      }),
    ),
    as: Type.Enum(['interaction', 'purchase', 'refund', 'nothing']),
    type: Type.Optional(Type.Enum(CONTACT_TYPES)),
    phase: Type.Optional(Type.Enum(['preSale', 'inSale', 'afterSale'])),
    channel: Type.Optional(Code),
    function: Type.Optional(Code),
  },
  closed,
);
export type MappingRule = Static<typeof MappingRule>;

const OTHERWISE: MappingRule = { call: 'track', as: 'interaction' };

export type Mapping = (message: { source: string; call: Call; event: string | undefined }) => MappingRule;

/** Looks rules up by their event; what no rule names is an interaction of the type enquiry. */
export function mappingOf(rules: readonly MappingRule[]): Mapping {
  const places = new Map(rules.map((rule, place) => [rule, place]));
  const byEvent = Map.groupBy(rules, ({ call, event }) => keyOf(call, event));
  return ({ source, call, event }) => {
    const named = event === undefined ? [] : (byEvent.get(keyOf(call, event)) ?? []);
    const fitting = [...named, ...(byEvent.get(keyOf(call, undefined)) ?? [])].filter(
      rule => rule.source === undefined || rule.source === source,
    );
    return fitting.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))[0] ?? OTHERWISE;
  };
}

const keyOf = (call: Call, event: string | undefined): string =>
  event === undefined ? call : `${call}\n${event.trim().toLowerCase()}`;
