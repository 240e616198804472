export type Plain = string | number | boolean;

/** The values at a dotted path; through a list those of each of its items. None where there is nothing. */
export function valuesAt(data: unknown, path: string): Plain[] {
  return path.split('.').reduce<unknown[]>(inside, [data]).flatMap(listed).filter(isPlain);
}

const inside = (values: unknown[], name: string): unknown[] =>
  values.flatMap(listed).flatMap(value => (isObject(value) && Object.hasOwn(value, name) ? [value[name]] : []));

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
