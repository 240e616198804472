import type { Values } from '../domain/fill-template.ts';

/** How a customer is addressed whose name is not known. */
export const NAMELESS = { en: 'customer', zh: '尊敬的客户' } as const;

/** What a preview shows in place of what only sending knows. */
export const EXAMPLES: Readonly<Record<'en' | 'zh', Values>> = {
  en: { customerName: NAMELESS.en, unsubscribeLink: 'https://example.org/u/…', surveyLink: 'https://example.org/s/…' },
  zh: { customerName: NAMELESS.zh, unsubscribeLink: 'https://example.org/u/…', surveyLink: 'https://example.org/s/…' },
};
