import type { Language, UnsubscribeLink } from '@rapport/contracts';
import { html, Html } from '../survey/html.ts';
import { style } from '../survey/style.ts';
import { wordsFor, type Notice } from './words.ts';

// To the letter what the page's policy has the hash of.
const STYLE = new Html(`<style>${style}</style>`);

/** Asks whether messages of this purpose are to end: opening a link, as scanners of mail do, ends nothing. */
export function askingPage({ purpose }: UnsubscribeLink, language: Language, path: string): string {
  const words = wordsFor(language);
  const body = html`<h1>${words.askTitle}</h1>
    <p>${words.ask.replace('{purpose}', words.purposes[purpose] ?? words.others)}</p>
    <form method="post" action="${path}?lang=${language}"><button type="submit">${words.end}</button></form>`;
  return documentOf(words.askTitle, language, path, body);
}

export function noticePage(notice: Notice, language: Language, path: string): string {
  const words = wordsFor(language);
  const title = words[`${notice}Title`];
  return documentOf(
    title,
    language,
    path,
    html`<h1>${title}</h1>
      <p>${words[notice]}</p>`,
  );
}

function documentOf(title: string, language: Language, path: string, body: Html): string {
  const other = language === 'en' ? 'zh' : 'en';
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
          <a href="${path}?lang=${other}" hreflang="${other}" lang="${other}" rel="nofollow"
            >${wordsFor(language).other}</a
          >
        </header>
        <main>${body}</main>
      </body>
    </html> `.text;
}
