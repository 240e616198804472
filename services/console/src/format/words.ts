/** `documentsOrBilling` → `documents or billing`: the last resort for a code that no message file names. */
export function humanise(code: string): string {
  return code
    .replaceAll(/[_.-]+/g, ' ')
    .replaceAll(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .trim();
}

export type Translate = (...args: [key: string] | [key: string, values: Record<string, unknown>]) => string;

/** The shown text of a catalogue code. */
export function word(t: Translate, group: string, code: unknown): string {
  if (typeof code !== 'string' && typeof code !== 'number') return '';
  return t(`${group}.${code}`, { defaultValue: humanise(String(code)) });
}

export function languageName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
