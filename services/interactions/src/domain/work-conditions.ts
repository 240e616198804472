import type { WorkCondition } from '@rapport/contracts';
import type { CustomerFacts } from './work-facts.ts';
import { valuesAt, type Plain } from './work-fields.ts';

type Where = readonly (readonly WorkCondition[])[];

/** Whether any of the lists holds as a whole; no list at all says: always. */
export const holds = (where: Where, data: object, facts: CustomerFacts): boolean =>
  where.length === 0 || where.some(all => all.every(condition => meets(condition, valuesOf(condition, data, facts))));

function valuesOf({ field, fact }: WorkCondition, data: object, facts: CustomerFacts): readonly Plain[] {
  if (field !== undefined) return valuesAt(data, field);
  const value = fact === undefined ? undefined : facts[fact];
  return value === undefined ? [] : [value];
}

const numbers = (values: readonly Plain[]): number[] => values.filter(value => typeof value === 'number');

/** What is not known meets no condition but `known: false` and `isNot`. */
function meets({ is, isNot, atLeast, atMost, known }: WorkCondition, values: readonly Plain[]): boolean {
  return (
    (is === undefined || values.some(value => is.includes(value))) &&
    (isNot === undefined || !values.some(value => isNot.includes(value))) &&
    (atLeast === undefined || numbers(values).some(value => value >= atLeast)) &&
    (atMost === undefined || numbers(values).some(value => value <= atMost)) &&
    (known === undefined || values.length > 0 === known)
  );
}
