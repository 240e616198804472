import type { Language, SurveyForm } from '@rapport/contracts';
import { documentOf, sayingOf } from './document.ts';
import { COMMENT, dimensionsOf, fieldsOf, POINTS, pointsField, type Faults, type Fields } from './fields.ts';
import { html, type Html } from './html.ts';
import { faultHtml, questionHtml, type Shown } from './question.ts';
import { wordsIn, type Words } from './words.ts';

export interface FormPage {
  readonly form: SurveyForm;
  readonly language: Language;
  /** Where the page is, without its query. */
  readonly path: string;
  readonly fields?: Fields;
  readonly faults?: Faults;
}

/** What a page says that has nothing to fill in. */
export type Notice = 'thanks' | 'answered' | 'expired' | 'unknown' | 'away' | 'busy' | 'foreign' | 'odd';

/** The survey as a form that needs no script. */
export function formPage({ form, language, path, fields = new Map(), faults = new Map() }: FormPage): string {
  const words = wordsIn(language);
  const shown: Shown = { form, language, words, fields, faults };
  const [main, levels] = [
    form.questions.filter(({ asks, driverLevel }) => asks !== 'rating' || driverLevel === undefined),
    form.questions.filter(({ asks, driverLevel }) => asks === 'rating' && driverLevel !== undefined),
  ];
  const body = html`${problemsHtml(shown)}
    <h1>${form.title[language]}</h1>
    <p class="intro">${form.intro[language]}</p>
    <form method="post" action="${path}?lang=${language}" accept-charset="utf-8">
      ${main.map(question => questionHtml(question, shown))}
      ${
        levels.length > 0 &&
        html`<h2>${words.levels}</h2>
          <p class="hint">${words.allOptional}</p>`
      }${levels.map(question => questionHtml(question, shown))}
      ${pointsHtml(shown)}
      <div class="card">
        <label class="field" for="${COMMENT}">${words.comment}</label>
        <p class="hint" id="about-${COMMENT}">${words.optional}. ${words.commentHint}</p>
        <textarea id="${COMMENT}" name="${COMMENT}" rows="3" maxlength="4000" aria-describedby="about-${COMMENT}">
${fields.get(COMMENT) ?? ''}</textarea
        >${faultHtml(COMMENT, shown)}
      </div>
      <p class="note">${words.privacy}</p>
      <button type="submit">${words.send}</button>
    </form>`;
  return documentOf(form.title[language], language, body, path);
}

/** A page that says one thing in plain words. */
export function noticePage(notice: Notice, language: Language, path: string): string {
  const words = wordsIn(language);
  return sayingOf(words[`${notice}Title`], words[notice], language, path);
}

/** What is missing, first on the page and with the way to each place. */
function problemsHtml({ form, language, faults, words }: Shown): Html | undefined {
  if (faults.size === 0) return undefined;
  const asked = new Map(
    form.questions.flatMap(each => fieldsOf(each).map(name => [name, each.text[language]] as const)),
  );
  const names = new Set([...faults.keys()].map(name => (asked.has(name) ? name.replace(/^p\./, 'e.') : name)));
  const places = [...names].map(name => ({
    name,
    text: asked.get(name) ?? (name === COMMENT ? words.comment : words.weights),
  }));
  return missingHtml(places, words);
}

/** The same of any form: places by the name of their field. */
export const missingHtml = (places: readonly { readonly name: string; readonly text: string }[], words: Words): Html =>
  html`<div class="problems" role="alert" tabindex="-1" autofocus>
    <h2>${words.problems}</h2>
    <p>${words.problemsHint}</p>
    <ul>
      ${places.map(({ name, text }) => html`<li><a href="#${name}">${text}</a></li>`)}
    </ul>
  </div>`;

function pointsHtml(shown: Shown): Html | undefined {
  const { form, words, fields } = shown;
  const dimensions = dimensionsOf(form);
  if (dimensions.length < 2) return undefined;
  const rows = dimensions.map(dimension => {
    const name = pointsField(dimension);
    return html`<label for="${name}">${nameOf(dimension, words)}</label
      ><input
        type="text"
        inputmode="numeric"
        pattern="[0-9]{0,3}"
        autocomplete="off"
        id="${name}"
        name="${name}"
        value="${fields.get(name) ?? ''}"
      />`;
  });
  const faults = [POINTS, ...dimensions.map(pointsField)].map(name => faultHtml(name, shown));
  return html`<fieldset class="question" id="${POINTS}">
    <legend>${words.weights}</legend>
    <p class="hint">${words.weightsHint}</p>
    <div class="points">${rows}</div>
    ${faults}
  </fieldset>`;
}

const NAMES = ['reliability', 'responsiveness', 'assurance', 'empathy', 'tangibles'] as const;

function nameOf(dimension: string, words: Words): string {
  const known = NAMES.find(name => name === dimension);
  return known === undefined ? dimension : words[known];
}
