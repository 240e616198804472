/** What a package says of itself, in its package.json or in the lock file. */
export interface Manifest {
  readonly license?: unknown;
  readonly licenses?: unknown;
}

/**
 * Licences under which we take packages. Permissive ones, and these, looked at one by one: MPL-2.0 binds changes to its
 * own files, of which we make none; Python-2.0 is permissive; CC-BY-4.0 is on data that only tools read.
 */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** The licence as an SPDX expression, also from the old forms `{ type }` and `licenses: [{ type }]`. */
export function licenceOf({ license, licenses }: Manifest): string {
  const said = [license ?? licenses ?? []].flat().map(one => (typeof one === 'string' ? one : typeOf(one)));
  return said.length === 0 ? 'none' : said.join(' OR ');
}

const typeOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'type' in value ? String(value.type) : 'unreadable';

/** Whether an SPDX expression of AND, OR and parentheses holds with the allowed licences alone. */
export function isAllowed(expression: string): boolean {
  const inner = /\(([^()]*)\)/.exec(expression);
  if (inner) return isAllowed(expression.replace(inner[0], isAllowed(inner[1] ?? '') ? 'MIT' : 'refused'));
  return expression.split(/ OR /i).some(one => one.split(/ AND /i).every(name => ALLOWED.has(name.trim())));
}
