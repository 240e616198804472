/** Texts that people type when they have nothing to say: as an identifier they would make one customer of many. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  'anonymous',
  'guest',
  'n/a',
  'na',
  'nil',
  'no',
  'nobody',
  'none',
  'noreply',
  'no-reply',
  'null',
  'private',
  'test',
  'undefined',
  'unknown',
  'withheld',
  'xxx',
]);

const ONE_CHARACTER = /^(.)\1*$/u;

/** Whether a value says who somebody is. Numbers made of one digit, such as 0000, do not. */
export function identifiesNobody(value: string): boolean {
  const text = value.trim().toLowerCase();
  const name = text.replace(/@.*$/, '');
  const digits = text.replace(/[\s()+./-]/g, '');
  return PLACEHOLDERS.has(text) || PLACEHOLDERS.has(name) || ONE_CHARACTER.test(digits) || digits === '';
}
