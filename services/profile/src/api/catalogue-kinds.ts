import { STYLES } from '@rapport/contracts';
import type { InputError } from '@rapport/service-kit';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import {
  ADAPT,
  HealthContent,
  LifecycleContent,
  NeedsContent,
  OpportunityContent,
  ProductsContent,
  QuestionnaireContent,
  StyleContent,
} from './catalogue-shapes.ts';

/** A catalogue: its shape, and what no shape can say of a version. */
export interface CatalogueKind<Content extends TSchema> {
  readonly name: string;
  readonly schema: Content;
  accepts(content: unknown): content is Static<Content>;
  faults(content: Static<Content>): InputError[];
}

export function catalogue<Content extends TSchema>(
  name: string,
  schema: Content,
  faults: (content: Static<Content>) => InputError[],
): CatalogueKind<Content> {
  const validator = Compile(schema);
  return { name, schema, faults, accepts: (content): content is Static<Content> => validator.Check(content) };
}

export const STYLE = catalogue('style', StyleContent, ({ styles, adapt, marks, rule }) => [
  ...missing(
    '/content/styles',
    [...STYLES, 'balanced'],
    styles.map(({ code }) => code),
  ),
  ...missing(
    '/content/adapt',
    ADAPT,
    adapt.map(({ when }) => when),
  ),
  ...twice(
    '/content/marks',
    marks.map(({ code }) => code),
  ),
  ...(['assertiveness', 'responsiveness'] as const).flatMap(axis =>
    marks.filter(mark => mark.axis === axis).length > 0
      ? []
      : [{ pointer: '/content/marks', message: `has no mark of ${axis}` }],
  ),
  ...(rule.balancedWithin === 1 ? [{ pointer: '/content/rule/balancedWithin', message: 'makes all balanced' }] : []),
]);

export const QUESTIONNAIRE = catalogue('style-questionnaire', QuestionnaireContent, ({ items, minimumAnswered }) => [
  ...twice(
    '/content/items',
    items.map(({ item }) => String(item)),
  ),
  ...items.flatMap(({ choices }, place) => [
    ...twice(
      `/content/items/${place}/choices`,
      choices.map(({ choice }) => choice),
    ),
    ...missing(
      `/content/items/${place}/choices`,
      STYLES,
      choices.map(({ style }) => style),
    ),
  ]),
  ...(minimumAnswered <= items.length
    ? []
    : [{ pointer: '/content/minimumAnswered', message: 'is more than there are items' }]),
]);

export const NEEDS = catalogue('needs', NeedsContent, content => [
  ...(['motives', 'purposes', 'supplyNeeds', 'serviceNeeds', 'orientations'] as const).flatMap(list =>
    twice(
      `/content/${list}`,
      content[list].map(({ code }) => code),
    ),
  ),
  ...content.purposes.flatMap(({ what }, place) =>
    twice(
      `/content/purposes/${place}/what`,
      what.map(({ code }) => code),
    ),
  ),
]);

export const HEALTH = catalogue('health', HealthContent, ({ indicators }) => [
  ...twice(
    '/content/indicators',
    indicators.map(({ code }) => code),
  ),
  ...indicators.flatMap(({ anchors }, place) =>
    Array.from({ length: 10 }, (_, score) => score)
      .filter(score => anchors.filter(({ from, to }) => from <= score && score <= to).length !== 1)
      .map(score => ({
        pointer: `/content/indicators/${place}/anchors`,
        message: `must say in one anchor what ${score} stands for`,
      })),
  ),
]);

export const OPPORTUNITY = catalogue('opportunity', OpportunityContent, ({ stages }) => [
  ...twice(
    '/content/stages',
    stages.map(({ code }) => code),
  ),
  ...[true, false]
    .filter(closed => !stages.some(stage => stage.closed === closed))
    .map(closed => ({ pointer: '/content/stages', message: closed ? 'has no closed stage' : 'has no open stage' })),
]);

export const PRODUCTS = catalogue('products', ProductsContent, ({ products }) => [
  ...twice(
    '/content/products',
    products.map(({ code }) => code),
  ),
  ...products.flatMap(({ prices }, place) =>
    twice(
      `/content/products/${place}/prices`,
      prices.map(({ currency, from }) => `${currency} from ${from}`),
    ),
  ),
]);

export const LIFECYCLE = catalogue('lifecycle', LifecycleContent, ({ atRiskTimes, lapsedTimes }) =>
  lapsedTimes >= atRiskTimes ? [] : [{ pointer: '/content/lapsedTimes', message: 'is less than atRiskTimes' }],
);

export const CATALOGUES = [
  'style',
  'style-questionnaire',
  'needs',
  'health',
  'opportunity',
  'products',
  'lifecycle',
  'purposes',
  'attributes',
] as const;

export const twice = (pointer: string, codes: readonly string[]): InputError[] =>
  codes
    .filter((code, place) => codes.indexOf(code) < place)
    .map(code => ({ pointer, message: `has ${code} more than once` }));

const missing = (pointer: string, wanted: readonly string[], codes: readonly string[]): InputError[] =>
  wanted.filter(code => !codes.includes(code)).map(code => ({ pointer, message: `has no ${code}` }));
