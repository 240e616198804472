/** Words in the name of a field that would hold what is personal. */
export const PERSONAL: ReadonlySet<string> = new Set([
  'name',
  'email',
  'mail',
  'phone',
  'address',
  'text',
  'words',
  'narrative',
  'note',
  'notes',
  'birthday',
  'comment',
]);

/** The names of all fields of a schema, at any depth. */
export function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, ...rest } = { ...schema } as { properties?: object };
  return [
    ...Object.entries(properties).flatMap(([name, field]) => [name, ...fieldsOf(field)]),
    ...Object.values(rest).flatMap(fieldsOf),
  ];
}

export const wordsOf = (field: string): string[] =>
  field
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_-]+/);
