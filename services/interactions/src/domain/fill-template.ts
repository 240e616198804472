import { DomainError } from '@rapport/decider';
import { isDate, isMoment } from './spoken-values.ts';
import type { MessageTemplate, TemplateText, TemplateVariable } from './message-template.ts';

export type Values = Readonly<Record<string, string>>;

/** Throws `template-mismatch`, pointing to each value that is missing, not declared, or not of its kind. */
export function checkValues({ variables }: MessageTemplate, values: Values): void {
  const declared = new Map(variables.map(each => [each.name, each]));
  const faults = [
    ...variables.filter(({ name }) => values[name] === undefined).map(({ name }) => ({ name, message: 'is missing' })),
    ...Object.entries(values).flatMap(([name, value]) => {
      const message = faultOf(declared.get(name), value);
      return message === undefined ? [] : [{ name, message }];
    }),
  ];
  if (faults.length === 0) return;
  const errors = faults.map(({ name, message }) => ({ pointer: `/values/${pointed(name)}`, message }));
  throw new DomainError('template-mismatch', 'The values do not fit the template.', errors);
}

const pointed = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

function faultOf(variable: TemplateVariable | undefined, value: string): string | undefined {
  if (variable === undefined) return 'is not declared by the template';
  switch (variable.kind) {
    case 'text':
      return undefined;
    case 'link':
      return isLink(value) ? undefined : 'is no link with http or https';
    case 'moment':
      return isMoment(value) ? undefined : 'is no ISO 8601 instant';
    case 'day':
      return isDate(value) ? undefined : 'is no ISO date';
  }
}

const isLink = (value: string): boolean => /^https?:\/\/[^\s"'<>\\]+$/.test(value) && URL.canParse(value);

/** The texts with the values in their places: escaped in HTML, and on one line in the subject. */
export function filled({ subject, text, html }: TemplateText, values: Values): TemplateText {
  return {
    ...(subject !== undefined && { subject: onOneLine(put(subject, values, value => value)) }),
    text: put(text, values, value => value),
    ...(html !== undefined && { html: put(html, values, escaped) }),
  };
}

const put = (text: string, values: Values, write: (value: string) => string): string =>
  text.replace(/\{\{([^{}]*)\}\}/g, (_place, name: string) => write(values[name] ?? ''));

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (value: string): string => value.replace(/[&<>"']/g, character => ESCAPES[character] ?? '');
