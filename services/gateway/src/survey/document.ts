import type { Language } from '@rapport/contracts';
import { html, Html } from './html.ts';
import { style } from './style.ts';

// To the letter what the page's policy has the hash of.
const STYLE = new Html(`<style>${style}</style>`);
const OTHER = { en: { language: 'zh', name: '中文' }, zh: { language: 'en', name: 'English' } } as const;

/** A whole page that needs no script and loads nothing, at `path` in either language. */
export function documentOf(title: string, language: Language, body: Html, path: string): string {
  const other = OTHER[language];
  return html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-Hans' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title}</title>
        ${STYLE}
      </head>
      <body>
        <header>
          <a href="${path}?lang=${other.language}" hreflang="${other.language}" lang="${other.language}" rel="nofollow"
            >${other.name}</a
          >
        </header>
        <main>${body}</main>
      </body>
    </html> `.text;
}

/** A page that says one thing in plain words. */
export const sayingOf = (title: string, text: string, language: Language, path: string): string =>
  documentOf(
    title,
    language,
    html`<h1>${title}</h1>
      <p>${text}</p>`,
    path,
  );
