import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { request } from './client.ts';
import type { Texts } from './types.ts';
import { useAct } from './use-act.ts';

export interface MessageRow {
  messageId: string;
  customerId: string;
  purpose: string;
  channel: string;
  status: string;
  requestedAt: string;
  changedAt: string;
  facts: { template?: { code: string; version: number }; because?: string; code?: string };
}

export interface UndeliverableRow {
  customerId: string;
  channel: string;
  number: number;
  since: string;
  code: string;
}

interface Version<Form> {
  code: string;
  version: number;
  validFrom: string;
  publishedBy: string;
  form: Form;
}

export interface Wording {
  subject?: string;
  text: string;
  html?: string;
}
export type Template = Version<{
  purpose: string;
  channel: string;
  variables: { name: string; kind: string }[];
  texts: { en: Wording; zh: Wording };
}>;
export type SendingRule = Version<{ on: boolean; event: string; template: string }>;
export type Article = Version<{ kind: string; texts: Record<keyof Texts, { title: string }> }>;

export type Share = { value: number; n: number } | null;
export interface Usefulness {
  version: number;
  uses: number;
  helpful: { agent: Share; customer: Share };
  resolvedInOneContact: Share;
}

/** An example of what stands in the place of a value. */
const exampleOf = (name: string, kind: string): string => {
  const now = new Date().toISOString();
  const examples: Record<string, string> = { link: 'https://example.org/…', moment: now, day: now.slice(0, 10) };
  return examples[kind] ?? name;
};

/** A template as it would be read, with examples in the places of values. */
export const previewQuery = ({ code, version, form }: Template, language: 'en' | 'zh') =>
  queryOptions({
    queryKey: ['list', 'delivery', 'preview', code, version, language],
    queryFn: ({ signal }) => {
      const values = Object.fromEntries(form.variables.map(({ name, kind }) => [name, exampleOf(name, kind)]));
      const body = { language, version, values };
      return request<Wording>(`/api/interactions/v1/message-templates/${code}/preview`, {
        method: 'POST',
        body,
        signal,
      });
    },
  });

/** Publishes a rule that sends again, or no more. */
export function useSendingSwitch({ code, form }: SendingRule) {
  const queries = useQueryClient();
  return useAct({
    send: (_: void, idempotencyKey) => {
      const body = { form: { ...form, on: !form.on } };
      return request(`/api/interactions/v1/sending-rules/${code}/versions`, { method: 'POST', body, idempotencyKey });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['list', 'delivery'] }),
  });
}
