import type { CustomerDocument } from './customer-document.ts';

type Branch<Value> = Value extends string | number | boolean | readonly unknown[]
  ? false
  : string extends keyof Value
    ? false
    : true;

/** The places of a document, dotted; a list, and a table with keys of its own, is one place. */
type PlaceOf<Document> = {
  [Key in keyof Document & string]: Branch<NonNullable<Document[Key]>> extends true
    ? `${Key}.${PlaceOf<NonNullable<Document[Key]>>}`
    : Key;
}[keyof Document & string];

type Place = PlaceOf<CustomerDocument>;

/**
 * By which figure each place of the view is explained; null says that it is none. A place that is forgotten here does not
 * compile: whoever adds something to the view says why it is what it is.
 */
export const FIGURE_OF = {
  customerId: null,
  version: null,
  asOf: null,
  name: 'details',
  partyType: 'party',
  anonymous: 'party',
  stage: 'stage',
  preferredLanguage: 'details',
  'languageSaid.saidBy': 'details',
  'languageSaid.saidAt': 'details',
  'languageSaid.notedBy': 'details',
  identifiers: 'identifiers',
  'contacts.total': 'contacts',
  'contacts.lastAt': 'contacts',
  'contacts.byChannel': 'contacts',
  lastContacts: 'contacts',
  'purchases.count': 'purchases',
  'purchases.amount.minor': 'purchases',
  'purchases.amount.currency': 'purchases',
  'purchases.lastAt': 'purchases',
  'purchases.months': 'purchasesYear',
  'complaints.open': 'openComplaints',
  'complaints.closed': 'closedComplaints',
  'promises.open': 'openPromises',
  'promises.openCount': 'openPromises',
  'promises.kept': 'keptPromises',
  'promises.broken': 'brokenPromises',
  'callBacks.open': 'openCallBacks',
  'episodes.open': 'openEpisodes',
  'work.open': 'openWork',
  'standards.open': 'openStandards',
  'loyalty.tier': 'tier',
  'loyalty.points': 'points',
  'loyalty.pending': 'pendingPoints',
  'loyalty.owed': 'owedPoints',
  'feedback.count': 'feedback',
  'feedback.last.survey': 'feedback',
  'feedback.last.score': 'feedback',
  'feedback.last.occurredAt': 'feedback',
  'satisfaction.value': 'satisfaction',
  'satisfaction.asOf': 'satisfaction',
  'computedHealth.value': 'computedHealth',
  'computedHealth.asOf': 'computedHealth',
  'risk.risk': 'risk',
  'risk.band': 'risk',
  'risk.reasons': 'risk',
  'risk.model': 'risk',
  'risk.asOf': 'risk',
  'valueClass.code': 'valueClass',
  'valueClass.since': 'valueClass',
  'valueClass.month': 'valueClass',
  'valueClass.months': 'valueClass',
  'valueClass.place': 'valueClass',
  'valueClass.revenue.minor': 'valueClass',
  'valueClass.revenue.currency': 'valueClass',
  'valueClass.contribution.minor': 'valueClass',
  'valueClass.contribution.currency': 'valueClass',
  'lifetimeValue.estimates': 'lifetimeValue',
  'lifetimeValue.horizonMonths': 'lifetimeValue',
  'lifetimeValue.discountRate': 'lifetimeValue',
  'lifetimeValue.asOf': 'lifetimeValue',
  'shareOfWallet.share': 'shareOfWallet',
  'shareOfWallet.method': 'shareOfWallet',
  'shareOfWallet.answeredAt': 'shareOfWallet',
  'serviceStrategy.strategy': 'serviceStrategy',
  'serviceStrategy.contacts': 'serviceStrategy',
  'serviceStrategy.minutes': 'serviceStrategy',
  'serviceStrategy.depth': 'serviceStrategy',
  'serviceStrategy.days': 'serviceStrategy',
  'serviceStrategy.asOf': 'serviceStrategy',
  'nextBestAction.action': 'nextBestAction',
  'nextBestAction.proposed': 'nextBestAction',
  'nextBestAction.needsDecision': 'nextBestAction',
  'nextBestAction.valueClass': 'nextBestAction',
  'nextBestAction.risk': 'nextBestAction',
  'nextBestAction.decision.reason': 'nextBestAction',
  'nextBestAction.decision.decidedBy': 'nextBestAction',
  'nextBestAction.decision.decidedAt': 'nextBestAction',
  'nextBestAction.asOf': 'nextBestAction',
  'style.styles': 'style',
  'style.source': 'style',
  'style.assertiveness': 'style',
  'style.responsiveness': 'style',
  'style.strengths.analytical': 'style',
  'style.strengths.amiable': 'style',
  'style.strengths.driver': 'style',
  'style.strengths.expressive': 'style',
  'style.marks': 'style',
  'style.contacts': 'style',
  'style.asOf': 'style',
  'style.until': 'style',
  needs: 'needs',
  'health.checkId': 'health',
  'health.checkedAt': 'health',
  'health.assessor': 'health',
  'health.mean': 'health',
  'health.scores': 'health',
  'health.trend': 'health',
  'account.ownerId': 'account',
  'account.team': 'account',
  'account.absences': 'account',
  consents: 'consents',
  details: 'staleDetails',
  'messages.last': 'messages',
  'messages.undeliverable': 'undeliverable',
  mergedFrom: 'merged',
} as const satisfies Record<Place, string | null>;

/** What is shown with the view, and worked out elsewhere: with the address that answers it. */
export const SHOWN_BESIDE = {
  trend: '/api/analytics/v1/customers/{id}/satisfaction',
  owed: '/api/analytics/v1/customers/{id}/satisfaction',
  resolution: '/api/interactions/v1/episodes?customer={id}',
  opportunities: '/api/profile/v1/customers/{id}/plan',
  planActions: '/api/profile/v1/customers/{id}/plan',
} as const;

export type FigureCode = NonNullable<(typeof FIGURE_OF)[Place]> | keyof typeof SHOWN_BESIDE;
