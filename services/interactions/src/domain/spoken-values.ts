import type { Values } from './fill-template.ts';
import type { TemplateVariable } from './message-template.ts';

const LOCALES = { en: 'en-GB', zh: 'zh-CN' } as const;

/** Values as they are read: moments (ISO 8601 instants) and days (ISO dates) in words of the language, by the clock of whoever reads them. */
export function spokenValues(
  values: Values,
  variables: readonly TemplateVariable[],
  { language, timeZone }: { readonly language: 'en' | 'zh'; readonly timeZone: string },
): Values {
  const write = (value: string, form: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', ...form }).format(new Date(value));
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const kind = variables.find(variable => variable.name === name)?.kind;
      if (kind === 'moment') return [name, write(value, { timeStyle: 'short', timeZone })];
      return [name, kind === 'day' ? write(value, { timeZone: 'UTC' }) : value];
    }),
  );
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export const isMoment = (value: string): boolean => INSTANT.test(value) && !Number.isNaN(Date.parse(value));
export const isDate = (value: string): boolean =>
  DATE.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value);
