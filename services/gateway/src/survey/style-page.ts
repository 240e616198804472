import type { ChoiceForm, LinkedStyle } from '@rapport/contracts';
import { documentOf } from './document.ts';
import type { Faults, Fields } from './fields.ts';
import { html, type Html } from './html.ts';
import type { Showing } from './link-routes.ts';
import { missingHtml } from './page.ts';
import { wordsIn } from './words.ts';

type Item = ChoiceForm['items'][number];
type Choice = Item['choices'][number]['choice'];

/** What goes to the service: one choice an item. */
export interface Chosen {
  readonly version: number;
  readonly answers: readonly { readonly item: number; readonly choice: Choice }[];
}

const nameOf = ({ item }: Item): string => `a.${item}`;

/** The questionnaire as a form that needs no script. */
export function stylePage({ form }: LinkedStyle, { language, path, fields = new Map(), faults }: Showing): string {
  const words = wordsIn(language);
  const body = html`${
      faults &&
      missingHtml(
        form.items
          .filter(item => faults.has(nameOf(item)))
          .map(item => ({ name: nameOf(item), text: item.stem[language] })),
        words,
      )
    }
    <h1>${form.title[language]}</h1>
    <p class="intro">${form.intro[language]}</p>
    <form method="post" action="${path}?lang=${language}" accept-charset="utf-8">
      ${form.items.map(item => itemHtml(item, language, fields))}
      <p class="note">${words.privacy}</p>
      <button type="submit">${words.send}</button>
    </form>`;
  return documentOf(form.title[language], language, body, path);
}

function itemHtml(item: Item, language: Showing['language'], fields: Fields): Html {
  const name = nameOf(item);
  const buttons = item.choices.map(
    ({ choice, text }) =>
      html`<label
        ><input type="radio" name="${name}" value="${choice}" ${fields.get(name) === choice && html` checked`} /><span
          >${text[language]}</span
        ></label
      >`,
  );
  return html`<fieldset class="question" id="${name}">
    <legend>${item.stem[language]} …</legend>
    <div class="choices">${buttons}</div>
  </fieldset>`;
}

/** What was chosen; the items without a choice where there are too few. */
export function chosenIn({ form, version }: LinkedStyle, fields: Fields): { answer: Chosen } | { faults: Faults } {
  const answers = form.items.flatMap(item => {
    const choice = item.choices.find(each => each.choice === fields.get(nameOf(item)))?.choice;
    return choice === undefined ? [] : [{ item: item.item, choice }];
  });
  if (answers.length >= form.minimumAnswered) return { answer: { version, answers } };
  const chosen = new Set(answers.map(({ item }) => item));
  const missing = form.items.filter(({ item }) => !chosen.has(item));
  return { faults: new Map(missing.map(item => [nameOf(item), { word: 'missing' as const }])) };
}
