import { isScored, SCALES, type Language, type SurveyForm, type SurveyQuestion } from '@rapport/contracts';
import { CURRENCIES, CURRENCY, fieldsOf, type Faults, type Fields } from './fields.ts';
import { html, type Html } from './html.ts';
import type { Words } from './words.ts';

/** What a question is shown with: its survey and language, and what was answered and is wrong where the form comes back. */
export interface Shown {
  readonly form: SurveyForm;
  readonly language: Language;
  readonly words: Words;
  readonly fields: Fields;
  readonly faults: Faults;
}

const LIKERT = [1, 7] as const;

/** A question as a group of its own, with what is wrong below it. */
export function questionHtml(question: SurveyQuestion, shown: Shown): Html {
  const { language, words } = shown;
  const text = question.text[language];
  if (question.asks === 'spend' || question.asks === 'brands' || question.asks === 'rank')
    return numberHtml(question, text, shown);
  const [first = '', second = ''] = fieldsOf(question);
  const hint = isAlone(question) && html`<p class="hint">${words.optional}</p>`;
  if (question.asks === 'gap') {
    return html`<fieldset class="question" id="${first}">
      <legend>${text}</legend>
      ${hint}
      <fieldset class="part">
        <legend>${words.expected}</legend>
        ${scaleHtml(question, first, shown)}
      </fieldset>
      <fieldset class="part" id="${second}">
        <legend>${words.got}</legend>
        ${scaleHtml(question, second, shown)}
      </fieldset>
      ${endsHtml(question, shown)}
    </fieldset>`;
  }
  const answer = question.asks === 'demand' ? yesNoHtml(question, first, shown) : scaleHtml(question, first, shown);
  return html`<fieldset class="question" id="${first}">
    <legend>${text}</legend>
    ${hint}${answer}${question.asks !== 'demand' && endsHtml(question, shown)}
  </fieldset>`;
}

/** Whether it has to be said here that it may be left out; of the levels that is said at their head. */
const isAlone = ({ asks, optional, driverLevel }: SurveyQuestion): boolean =>
  optional === true && (asks !== 'rating' || driverLevel === undefined);

/** What is wrong with a field, to be read out with it. */
export function faultHtml(name: string, { faults, words }: Pick<Shown, 'faults' | 'words'>): Html | undefined {
  const fault = faults.get(name);
  if (fault === undefined) return undefined;
  return html`<p class="fault" id="fault-${name}">${words[fault.word].replace('{sum}', String(fault.sum ?? ''))}</p>`;
}

const describedBy = (name: string, { faults }: Shown): Html | undefined =>
  faults.has(name) ? html` aria-describedby="fault-${name}" aria-invalid="true"` : undefined;

const scaleOf = ({ kind }: SurveyForm, { asks }: SurveyQuestion): readonly [number, number] =>
  asks === 'score' && isScored(kind) ? SCALES[kind] : LIKERT;

function scaleHtml(question: SurveyQuestion, name: string, shown: Shown): Html {
  const [least, most] = scaleOf(shown.form, question);
  const points = Array.from({ length: most - least + 1 }, (_, i) => String(least + i));
  const buttons = points.map(value => radioHtml(name, value, value, question, shown));
  return html`<div class="scale${points.length > LIKERT[1] && ' long'} points-${points.length}">${buttons}</div>
    ${faultHtml(name, shown)}`;
}

const yesNoHtml = (question: SurveyQuestion, name: string, shown: Shown): Html =>
  html`<div class="choices">
      ${radioHtml(name, 'yes', shown.words.yes, question, shown)}${radioHtml(name, 'no', shown.words.no, question, shown)}
    </div>
    ${faultHtml(name, shown)}`;

function radioHtml(name: string, value: string, text: string, question: SurveyQuestion, shown: Shown): Html {
  const isChosen = shown.fields.get(name) === value;
  return html`<label
    ><input
      type="radio"
      name="${name}"
      value="${value}"
      ${isChosen && html` checked`}${question.optional !== true && html` required`}${describedBy(name, shown)}
    /><span>${text}</span></label
  >`;
}

/** The ends of the scale in words; the numbers between speak for themselves. */
function endsHtml(question: SurveyQuestion, { form, language, words }: Shown): Html | undefined {
  const [least, most] = scaleOf(form, question);
  // Beside a score, what is rated are sentences to agree with.
  const isSentence = question.asks === 'rating' && isScored(form.kind);
  const low = isSentence ? words.disagree : form.low?.[language];
  const high = isSentence ? words.agree : form.high?.[language];
  if (low === undefined || high === undefined) return undefined;
  return html`<p class="ends"><span>${least}: ${low}</span><span>${most}: ${high}</span></p>`;
}

function numberHtml(question: SurveyQuestion, text: string, shown: Shown): Html {
  const [name = ''] = fieldsOf(question);
  const { fields, words, language } = shown;
  const hint = question.optional === true && html`<p class="hint">${words.optional}</p>`;
  const value = fields.get(name) ?? '';
  const required = question.optional !== true && html` required`;
  if (question.asks !== 'spend') {
    return html`<div class="card" id="${name}">
      <label class="field"
        >${text}<br />
        <input
          class="short"
          type="text"
          inputmode="numeric"
          pattern="[0-9]{1,3}"
          autocomplete="off"
          name="${name}"
          value="${value}"
          ${required}${describedBy(name, shown)} /></label
      >${hint}${faultHtml(name, shown)}
    </div>`;
  }
  const chosen = fields.get(CURRENCY) ?? (language === 'zh' ? 'CNY' : 'EUR');
  const options = CURRENCIES.map(code => html`<option${code === chosen && html` selected`}>${code}</option>`);
  return html`<fieldset class="question" id="${name}">
    <legend>${text}</legend>
    <div class="pair">
      <label
        >${words.amount}<input
          type="text"
          inputmode="decimal"
          autocomplete="off"
          name="${name}"
          value="${value}"
          ${required}${describedBy(name, shown)}
      /></label>
      <label
        >${words.currency}<select name="${CURRENCY}">
          ${options}
        </select></label
      >
    </div>
    ${hint}${faultHtml(name, shown)}
  </fieldset>`;
}
