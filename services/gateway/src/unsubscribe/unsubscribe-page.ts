import type { Language, UnsubscribeLink } from '@rapport/contracts';
import { documentOf, sayingOf } from '../survey/document.ts';
import { html } from '../survey/html.ts';
import { wordsFor, type Notice } from './words.ts';

/** Asks whether messages of this purpose are to end: opening a link, as scanners of mail do, ends nothing. */
export function askingPage({ purpose }: UnsubscribeLink, language: Language, path: string): string {
  const words = wordsFor(language);
  const body = html`<h1>${words.askTitle}</h1>
    <p>${words.ask.replace('{purpose}', words.purposes[purpose] ?? words.others)}</p>
    <form method="post" action="${path}?lang=${language}"><button type="submit">${words.end}</button></form>`;
  return documentOf(words.askTitle, language, body, path);
}

export function noticePage(notice: Notice, language: Language, path: string): string {
  const words = wordsFor(language);
  return sayingOf(words[`${notice}Title`], words[notice], language, path);
}
