import type { CustomerDocument } from '../projections/customer-document.ts';
import { yearUpTo } from '../projections/figure-events.ts';
import { SHOWN_BESIDE, type FigureCode } from '../projections/view-figures.ts';
import texts from './figure-texts.json' with { type: 'json' };

export interface Texts {
  readonly en: string;
  readonly zh: string;
}

type Unit = 'count' | 'money' | 'points' | 'share' | 'of100' | 'of9' | 'code' | 'list';

interface Shown {
  readonly unit: Unit;
  /** As it stands in the view; null where there is nothing to say. Of what is worked out elsewhere it is not known here. */
  readonly value?: unknown;
  /** When it was that, where it has a date of its own. */
  readonly at?: string | null | undefined;
}

type Show = (view: CustomerDocument) => Shown;

const list =
  (of: (view: CustomerDocument) => readonly unknown[]): Show =>
  view => ({ unit: 'list', value: of(view) });

const SHOWN: Readonly<Record<FigureCode, Show>> = {
  party: ({ partyType, anonymous }) => ({ unit: 'code', value: anonymous ? 'anonymous' : partyType }),
  details: ({ name, preferredLanguage }) => ({ unit: 'list', value: [name, preferredLanguage] }),
  identifiers: list(({ identifiers }) => identifiers),
  stage: ({ stage }) => ({ unit: 'code', value: stage }),
  merged: list(({ mergedFrom }) => mergedFrom),
  contacts: ({ contacts: { total, lastAt } }) => ({ unit: 'count', value: total, at: lastAt }),
  purchases: ({ purchases: { count, amount, lastAt } }) => ({ unit: 'money', value: { count, amount }, at: lastAt }),
  purchasesYear: ({ asOf, purchases: { months } }) => {
    const since = yearUpTo(asOf).slice(0, 7);
    return { unit: 'money', value: months.filter(({ month }) => month >= since) };
  },
  openComplaints: ({ complaints }) => ({ unit: 'count', value: complaints.open.length }),
  closedComplaints: ({ complaints }) => ({ unit: 'count', value: complaints.closed }),
  openPromises: ({ promises }) => ({ unit: 'count', value: promises.openCount }),
  keptPromises: ({ promises }) => ({ unit: 'count', value: promises.kept }),
  brokenPromises: ({ promises }) => ({ unit: 'count', value: promises.broken }),
  openCallBacks: ({ callBacks }) => ({ unit: 'count', value: callBacks.open.length }),
  openEpisodes: ({ episodes }) => ({ unit: 'count', value: episodes.open.length }),
  openWork: ({ work }) => ({ unit: 'count', value: work.open.length }),
  openStandards: ({ standards }) => ({ unit: 'count', value: standards.open.length }),
  resolution: () => ({ unit: 'list' }),
  tier: ({ loyalty }) => ({ unit: 'code', value: loyalty?.tier ?? null }),
  points: ({ loyalty }) => ({ unit: 'points', value: loyalty?.points ?? null }),
  pendingPoints: ({ loyalty }) => ({ unit: 'points', value: loyalty?.pending ?? null }),
  owedPoints: ({ loyalty }) => ({ unit: 'points', value: loyalty?.owed ?? null }),
  feedback: ({ feedback: { last } }) => ({ unit: 'list', value: last, at: last?.occurredAt }),
  satisfaction: ({ satisfaction }) => ({ unit: 'of100', value: satisfaction?.value ?? null, at: satisfaction?.asOf }),
  risk: ({ risk }) => ({ unit: 'share', value: risk?.risk ?? null, at: risk?.asOf }),
  valueClass: ({ valueClass }) => ({ unit: 'code', value: valueClass?.code ?? null, at: valueClass?.since }),
  lifetimeValue: ({ lifetimeValue }) => ({ unit: 'money', value: lifetimeValue, at: lifetimeValue?.asOf }),
  shareOfWallet: ({ shareOfWallet }) => ({
    unit: 'share',
    value: shareOfWallet?.share ?? null,
    at: shareOfWallet?.answeredAt,
  }),
  serviceStrategy: ({ serviceStrategy }) => ({
    unit: 'code',
    value: serviceStrategy?.strategy ?? null,
    at: serviceStrategy?.asOf,
  }),
  nextBestAction: ({ nextBestAction }) => ({
    unit: 'code',
    value: nextBestAction?.action ?? null,
    at: nextBestAction?.asOf,
  }),
  trend: () => ({ unit: 'of100' }),
  owed: () => ({ unit: 'count' }),
  style: ({ style }) => ({ unit: 'code', value: style?.styles ?? null, at: style?.asOf }),
  needs: list(({ needs }) => needs),
  health: ({ health }) => ({ unit: 'of9', value: health?.mean ?? null, at: health?.checkedAt }),
  computedHealth: ({ computedHealth }) => ({
    unit: 'of9',
    value: computedHealth?.value ?? null,
    at: computedHealth?.asOf,
  }),
  account: ({ account }) => ({ unit: 'list', value: account }),
  consents: list(({ consents }) => consents),
  staleDetails: list(({ details }) => details),
  messages: list(({ messages }) => messages.last),
  undeliverable: list(({ messages }) => messages.undeliverable),
  opportunities: () => ({ unit: 'money' }),
  planActions: () => ({ unit: 'count' }),
};

export interface FigureShown {
  readonly figure: FigureCode;
  readonly name: Texts;
  readonly unit: Unit;
  readonly value?: unknown;
  readonly asOf: string;
  /** Where it is worked out, if not in the view. */
  readonly shownBy?: string;
}

export const isFigure = (code: string): code is FigureCode => Object.hasOwn(SHOWN, code);
export const FIGURES = Object.keys(SHOWN).filter(isFigure);

const beside = (figure: FigureCode): string | undefined =>
  Object.entries(SHOWN_BESIDE).find(([code]) => code === figure)?.[1];

/** What a figure is, and what it is now for this customer. */
export function figureShown(figure: FigureCode, view: CustomerDocument): FigureShown {
  const { unit, value, at } = SHOWN[figure](view);
  const by = beside(figure)?.replace('{id}', view.customerId);
  const shown = value === undefined ? {} : { value };
  return {
    figure,
    name: texts[figure].name,
    unit,
    ...shown,
    asOf: at ?? view.asOf,
    ...(by !== undefined && { shownBy: by }),
  };
}

export const definitionOf = (figure: FigureCode): Texts => texts[figure].definition;
