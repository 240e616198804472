import { filled, type Values } from '../domain/fill-template.ts';
import { spokenValues } from '../domain/spoken-values.ts';
import type { MessageFacts } from '../domain/message.ts';
import type { MessageTemplate, TemplateText } from '../domain/message-template.ts';
import { NAMELESS } from './own-values.ts';
import type { Outgoing } from './outgoing.ts';

/** The words of a message as its request brought them: values for a template, or a text that somebody wrote. */
export interface Words {
  readonly values: Values;
  readonly content: { readonly subject?: string; readonly text: string } | undefined;
}

export interface Composing {
  readonly facts: MessageFacts;
  readonly words: Words;
  readonly template: MessageTemplate | undefined;
  readonly to: string;
  readonly name: string | null;
  readonly language: 'en' | 'zh';
  readonly timeZone: string;
  readonly links: { readonly unsubscribe: string | undefined; readonly survey: string | undefined };
}

/** The message as it goes out. */
export function compose({ facts, words, template, to, name, language, timeZone, links }: Composing): Outgoing {
  const { messageId, channel, purpose } = facts;
  const own = {
    customerName: name ?? NAMELESS[language],
    unsubscribeLink: links.unsubscribe ?? '',
    surveyLink: links.survey ?? '',
  };
  const text: TemplateText =
    template === undefined
      ? (words.content ?? { text: '' })
      : filled(template.texts[language], {
          ...spokenValues(words.values, template.variables, { language, timeZone }),
          ...own,
        });
  const unsubscribeLink = links.unsubscribe;
  return {
    messageId,
    channel,
    purpose,
    to,
    language,
    ...text,
    ...(unsubscribeLink !== undefined && { unsubscribeLink }),
  };
}

/** Reads back what is personal of a message; what was erased is not there. */
export function wordsIn(personal: Readonly<Record<string, unknown>>): Words {
  const content = new Map(entriesOf(personal['content']));
  const [subject, text] = [content.get('subject'), content.get('text')];
  return {
    values: Object.fromEntries(entriesOf(personal['values'])),
    content: text === undefined ? undefined : { text, ...(subject !== undefined && { subject }) },
  };
}

const entriesOf = (value: unknown): [string, string][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]): [string, string][] =>
        typeof each === 'string' ? [[key, each]] : [],
      )
    : [];
