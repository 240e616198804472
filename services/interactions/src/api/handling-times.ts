import { CONTACT_TYPES } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { askedFor, cellOf, handlingTimesKept, type Cell } from '../domain/handling-time.ts';
import type { Span } from '../domain/period-standard.ts';
import type { Rules, Standard } from '../domain/standard.ts';
import { UNRANKED } from '../policies/classes-told.ts';
import { readHandled, readMedians } from '../projections/handling-times.query.ts';

/** How far standards of handling time are kept within a span: which limits apply is decided here, the medians are taken by the database. */
export async function handlingTimes(pool: Messaging['pool'], rules: Rules, span: Span) {
  const asked = askedFor(rules, span);
  const spans = new Map(asked.flatMap(({ periods }) => periods.map(each => [`${each.from} ${each.until}`, each])));
  const sought = {
    spans: [...spans.values()],
    ...toldApart(asked.map(({ standard }) => standard)),
    unranked: UNRANKED,
  };
  const groups = await readHandled(pool, sought);
  const cells = new Map<string, Cell & { readonly number: number }>();
  const numbered = groups.flatMap(group => {
    const cell = cellOf(rules, asked, { ...group, type: CONTACT_TYPES.find(type => type === group.type) });
    if (cell === undefined) return [];
    const key = JSON.stringify([cell.standard, cell.version, cell.place, cell.from]);
    const known = cells.get(key) ?? { ...cell, number: cells.size };
    cells.set(key, known);
    return [{ ...group, number: known.number }];
  });
  const all = [...cells.values()];
  const medians = await readMedians(pool, sought, numbered);
  return handlingTimesKept(
    asked,
    medians.flatMap(({ number, ...median }) => {
      const cell = all[number];
      return cell === undefined ? [] : [{ ...cell, ...median }];
    }),
  );
}

/** By what standards tell contacts apart: what none of them asks for is not looked up. */
function toldApart(standards: readonly Standard[]) {
  const named = standards.flatMap(({ form }) => form.channels ?? []);
  return {
    channels: standards.every(({ form }) => form.channels !== undefined) ? [...new Set(named)] : null,
    byClass: standards.some(({ form }) => form.limits.some(({ valueClass }) => valueClass !== undefined)),
  };
}
