import type { MessageChannel } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';

export const VARIABLE_KINDS = ['text', 'link', 'moment', 'day'] as const;

export interface TemplateVariable {
  readonly name: string;
  /**
   * A link begins with http:// or https://, so that nobody can put anything else behind what people click on. A moment is an
   * ISO 8601 instant and a day an ISO date, both told in words of the language.
   */
  readonly kind: (typeof VARIABLE_KINDS)[number];
}

export interface TemplateText {
  readonly subject?: string | undefined;
  readonly text: string;
  readonly html?: string | undefined;
}

/** A message in words, with `{{name}}` where a value belongs: no logic, no calls. */
export interface MessageTemplate {
  readonly purpose: string;
  readonly channel: MessageChannel;
  readonly variables: readonly TemplateVariable[];
  readonly texts: Readonly<Record<'en' | 'zh', TemplateText>>;
}

/** What delivery itself knows when it sends; nobody has to give it. */
export const OWN_VARIABLES: readonly TemplateVariable[] = [
  { name: 'customerName', kind: 'text' },
  { name: 'unsubscribeLink', kind: 'link' },
  { name: 'surveyLink', kind: 'link' },
];

interface Fault {
  readonly pointer: string;
  readonly message: string;
}

const PLACE = /\{\{([^{}]*)\}\}/g;

/** Throws `template-invalid` where it could not be filled in, or could be misused. */
export function checkTemplate({ channel, variables, texts }: MessageTemplate): void {
  const declared = new Map([...OWN_VARIABLES, ...variables].map(({ name, kind }) => [name, kind]));
  const faults = variables.flatMap(({ name }, i): Fault[] => {
    const isTwice = variables.findIndex(each => each.name === name) < i;
    const isOwn = OWN_VARIABLES.some(own => own.name === name);
    return isTwice || isOwn
      ? [{ pointer: `/variables/${i}/name`, message: isOwn ? 'is filled in by itself' : 'is there twice' }]
      : [];
  });
  for (const language of ['en', 'zh'] as const) {
    const text = texts[language];
    if (channel === 'email' && text.subject === undefined) {
      faults.push({ pointer: `/texts/${language}/subject`, message: 'is needed for e-mail' });
    }
    for (const part of ['subject', 'text', 'html'] as const) {
      faults.push(
        ...faultsIn(text[part] ?? '', part, declared).map(message => ({
          pointer: `/texts/${language}/${part}`,
          message,
        })),
      );
    }
  }
  if (faults.length > 0) throw new DomainError('template-invalid', 'The template cannot be used like this.', faults);
}

function faultsIn(text: string, part: string, declared: ReadonlyMap<string, string>): string[] {
  const unknown = [...text.matchAll(PLACE)].map(([, name = '']) => name).filter(name => !declared.has(name));
  const loose = /\{\{|\}\}/.test(text.replace(PLACE, ''));
  const inTags = part === 'html' ? [...text.matchAll(PLACE)].filter(place => isMisplaced(text, place, declared)) : [];
  return [
    ...[...new Set(unknown)].map(name => `uses {{${name}}}, which is not declared`),
    ...(loose ? ['has braces without their pair'] : []),
    ...inTags.map(([place]) => `has ${place} within a tag, where only links may be`),
  ];
}

/** Escaping makes a text safe between tags, but not in a tag: there only links may be. */
function isMisplaced(
  html: string,
  { 1: name = '', index }: RegExpExecArray,
  kinds: ReadonlyMap<string, string>,
): boolean {
  const before = html.slice(0, index);
  return before.lastIndexOf('<') > before.lastIndexOf('>') && kinds.get(name) !== 'link';
}

/** The names that the texts of a template use, in whichever language. */
export const usedIn = ({ texts }: Pick<MessageTemplate, 'texts'>): ReadonlySet<string> =>
  new Set(
    Object.values(texts).flatMap(({ subject = '', text, html = '' }) =>
      [...`${subject}\n${text}\n${html}`.matchAll(PLACE)].map(([, name = '']) => name),
    ),
  );
