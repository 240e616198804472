import Type, { type Static } from 'typebox';
import { Code, oneOf } from './values.ts';

export const SURVEYS = ['csat', 'nps', 'ces', 'servqual', 'wallet', 'recovery', 'participation'] as const;
export const SERVQUAL_DIMENSIONS = ['reliability', 'responsiveness', 'assurance', 'empathy', 'tangibles'] as const;
/** The five levels that satisfaction comes from. */
export const DRIVER_LEVELS = ['core', 'support', 'technical', 'people', 'emotion'] as const;

/** The scale of each survey with a single score: least and most. CES 7 is very easy. */
export const SCALES = { csat: [1, 5], nps: [0, 10], ces: [1, 7] } as const;
export type ScoredSurvey = keyof typeof SCALES;
export const isScored = (survey: string): survey is ScoredSurvey => Object.hasOwn(SCALES, survey);

/** Of expectation, perception and every rated item. */
export const Likert = Type.Integer({ minimum: 1, maximum: 7 });

const closed = { additionalProperties: false };
const text = Type.String({ minLength: 1, maxLength: 500 });
export const SurveyText = Type.Object({ en: text, zh: text }, closed);

/**
 * What a question asks for: the survey's one score; expectation and perception; a rating 1–7; whether a demand was met; or of
 * the customer's wallet what is spent on all suppliers together, how many there are, and where we stand among them.
 */
export const ASKS = ['score', 'gap', 'rating', 'demand', 'spend', 'brands', 'rank'] as const;

export const SurveyQuestion = Type.Object(
  {
    item: Code,
    asks: oneOf(ASKS),
    text: SurveyText,
    group: Type.Optional({
      ...Code,
      description: 'servqual: the dimension; participation: the construct; recovery: the demand',
    }),
    driverLevel: Type.Optional(oneOf(DRIVER_LEVELS)),
    optional: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type SurveyQuestion = Static<typeof SurveyQuestion>;

export const ImportanceWeight = Type.Object(
  { dimension: oneOf(SERVQUAL_DIMENSIONS), points: Type.Integer({ minimum: 0, maximum: 100 }) },
  closed,
);

/** A survey as it is put to somebody, in one version: texts in every language, questions in their order. */
export const SurveyForm = Type.Object(
  {
    kind: oneOf(SURVEYS),
    answeredBy: oneOf(['customer', 'staff']),
    title: SurveyText,
    intro: SurveyText,
    low: Type.Optional({ ...SurveyText, description: 'What the lowest point of the scale means' }),
    high: Type.Optional({ ...SurveyText, description: 'What the highest point of the scale means' }),
    questions: Type.Array(SurveyQuestion, { minItems: 1, maxItems: 40 }),
    weights: Type.Optional(
      Type.Array(ImportanceWeight, {
        maxItems: 5,
        description: 'servqual: importance where the customer gives none; 100 points',
      }),
    ),
  },
  closed,
);
export type SurveyForm = Static<typeof SurveyForm>;

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Which survey it was, of the catalogue of surveys. */
export const Questionnaire = Type.Object({ code: Code, version: Type.Integer({ minimum: 1, maximum: 1e6 }) });

/** What a link to a survey leads to: whether it can be answered, and what it asks. Nothing of who was asked. */
export const LinkedSurvey = Type.Object({
  state: oneOf(['open', 'answered', 'expired']),
  questionnaire: Questionnaire,
  language: Type.Optional(oneOf(LANGUAGES)),
  form: SurveyForm,
});
export type LinkedSurvey = Static<typeof LinkedSurvey>;

/** A questionnaire of which one choice an item is taken, in one version: texts in every language. */
export const ChoiceForm = Type.Object(
  {
    title: SurveyText,
    intro: SurveyText,
    minimumAnswered: Type.Integer({ minimum: 1, maximum: 100 }),
    items: Type.Array(
      Type.Object({
        item: Type.Integer({ minimum: 1, maximum: 100 }),
        stem: SurveyText,
        choices: Type.Array(Type.Object({ choice: oneOf(['a', 'b', 'c', 'd']), text: SurveyText }), { maxItems: 4 }),
      }),
      { maxItems: 100 },
    ),
  },
  closed,
);
export type ChoiceForm = Static<typeof ChoiceForm>;

/** What a link to the questionnaire on style leads to. Nothing of who was asked. */
export const LinkedStyle = Type.Object({
  state: oneOf(['open', 'answered', 'expired']),
  version: Type.Integer({ minimum: 1, maximum: 1e6 }),
  language: Type.Optional(oneOf(LANGUAGES)),
  form: ChoiceForm,
});
export type LinkedStyle = Static<typeof LinkedStyle>;
