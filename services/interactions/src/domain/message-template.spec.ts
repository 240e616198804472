import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@rapport/decider';
import fc from 'fast-check';
import shipped from '../migrations/delivery-v1.json' with { type: 'json' };
import { checkValues, filled } from './fill-template.ts';
import { checkTemplate, usedIn, type MessageTemplate } from './message-template.ts';

const both = (text: MessageTemplate['texts']['en']): MessageTemplate['texts'] => ({ en: text, zh: text });
const template = (change: Partial<MessageTemplate> = {}): MessageTemplate => ({
  purpose: 'service',
  channel: 'email',
  variables: [
    { name: 'when', kind: 'text' },
    { name: 'page', kind: 'link' },
  ],
  texts: both({
    subject: 'At {{when}}',
    text: '{{customerName}}: {{when}} {{page}}',
    html: '<a href="{{page}}">{{when}}</a>',
  }),
  ...change,
});
const pointersOf = (act: () => void): string[] => {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error.errors.map(({ pointer }) => pointer);
    throw error;
  }
  return [];
};
const values = { when: 'noon', page: 'https://example.org/p?a=1&b=2' };

describe('a template', () => {
  it.each(shipped.templates.map(({ code }) => code))('that ships can be used, in both languages: %s', code => {
    const found = shipped.templates.find(each => each.code === code);
    const form = found?.form as unknown;
    if (!isTemplate(form)) throw new Error(`${code} is no template`);
    expect(pointersOf(() => checkTemplate(form))).toEqual([]);
    for (const { name } of form.variables) expect(usedIn(form)).toContain(name);
    for (const text of Object.values(form.texts)) expect(text.text).toMatch(/\{\{customerName\}\}|\{\{surveyLink\}\}/);
  });

  it.each<[string, Partial<MessageTemplate>, string[]]>([
    [
      'uses what is not declared',
      { texts: both({ subject: '{{who}}', text: 'x' }) },
      ['/texts/en/subject', '/texts/zh/subject'],
    ],
    ['has loose braces', { texts: both({ subject: 'x', text: 'a {{ b' }) }, ['/texts/en/text', '/texts/zh/text']],
    [
      'puts a text into a tag',
      { texts: both({ subject: 'x', text: 'x', html: '<a href="{{when}}">' }) },
      ['/texts/en/html', '/texts/zh/html'],
    ],
    ['has no subject for e-mail', { texts: both({ text: 'x' }) }, ['/texts/en/subject', '/texts/zh/subject']],
    [
      'declares one twice',
      { variables: [...template().variables, { name: 'when', kind: 'link' }] },
      ['/variables/2/name'],
    ],
    [
      'declares what is filled in by itself',
      { variables: [...template().variables, { name: 'customerName', kind: 'text' }] },
      ['/variables/2/name'],
    ],
  ])('that %s is refused, with the place', (_name, change, pointers) => {
    expect(pointersOf(() => checkTemplate(template(change)))).toEqual(pointers);
  });
});

describe('values', () => {
  it('are as declared: each there, none besides, and links with http', () => {
    expect(pointersOf(() => checkValues(template(), values))).toEqual([]);
    expect(pointersOf(() => checkValues(template(), { page: 'javascript:alert(1)', other: 'x' }))).toEqual([
      '/values/when',
      '/values/page',
      '/values/other',
    ]);
    expect(pointersOf(() => checkValues(template(), { ...values, page: 'https://example.org/" onclick="x' }))).toEqual([
      '/values/page',
    ]);
  });

  it('stand in the text as they are, in HTML escaped, in the subject on one line', () => {
    const { en } = template().texts;
    expect(filled(en, { ...values, when: '<noon>\r\nBcc: x', customerName: 'Ana' })).toEqual({
      subject: 'At <noon> Bcc: x',
      text: 'Ana: <noon>\r\nBcc: x https://example.org/p?a=1&b=2',
      html: '<a href="https://example.org/p?a=1&amp;b=2">&lt;noon&gt;\r\nBcc: x</a>',
    });
  });

  it('never become a tag, an entity or a place of their own, whatever they are', () => {
    fc.assert(
      fc.property(fc.string(), when => {
        const { html = '' } = filled({ text: '', html: '<p>{{when}}</p>' }, { when });
        expect(html.replace(/&(?:amp|lt|gt|quot|#39);/g, '').slice(3, -4)).not.toMatch(/[<>"'&]/);
      }),
    );
    expect(filled({ text: '{{a}}{{b}}' }, { a: '{{b}}', b: 'x' }).text).toBe('{{b}}x');
  });
});

const isTemplate = (value: unknown): value is MessageTemplate =>
  typeof value === 'object' && value !== null && 'texts' in value && 'variables' in value && 'channel' in value;
