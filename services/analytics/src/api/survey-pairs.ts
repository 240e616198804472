import { correlation } from '@rapport/statistics';
import type { ConstructRow } from '../projections/surveys.query.ts';

interface Side {
  readonly construct: string;
  readonly byContact: ReadonlyMap<string, number>;
}

/** What staff and customer said of the same contact: how each construct of one side goes with each of the other. */
export function pairsOf(rows: readonly ConstructRow[]) {
  const staff = sidesOf(rows.filter(({ answeredBy }) => answeredBy === 'staff'));
  const customers = sidesOf(rows.filter(({ answeredBy }) => answeredBy === 'customer'));
  return staff.flatMap(theirs =>
    customers.map(ours => {
      const pairs = [...theirs.byContact].flatMap(([contact, value]): (readonly [number, number])[] => {
        const other = ours.byContact.get(contact);
        return other === undefined ? [] : [[value, other]];
      });
      const found = correlation(pairs);
      return {
        staff: theirs.construct,
        customer: ours.construct,
        correlation: {
          value: found?.value ?? null,
          low: found?.low ?? null,
          high: found?.high ?? null,
          n: pairs.length,
        },
      };
    }),
  );
}

/** The mean of a construct's items by contact; the newest where one was rated twice. */
function sidesOf(rows: readonly ConstructRow[]): Side[] {
  return [...Map.groupBy(rows, ({ construct }) => construct)].map(([construct, own]) => ({
    construct,
    byContact: new Map(
      own
        .toReversed()
        .flatMap(({ interactionId, values }) =>
          interactionId === null
            ? []
            : [[interactionId, values.reduce((total, value) => total + value, 0) / values.length] as const],
        ),
    ),
  }));
}
