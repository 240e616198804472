import type { ToldClass } from './value-class.ts';
import type { LifetimeValue, NextBestAction, ToldStrategy } from './worth.ts';

export const ROLES = ['specialist', 'supervisor', 'manager', 'analyst', 'privacyOfficer', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export const STEPS = ['confirm', 'empathise', 'act', 'verify'] as const;
export type Step = (typeof STEPS)[number];

export interface Session {
  token: string;
  /** ISO instant. */
  expiresAt: string;
  role: Role;
  name: string;
}

export interface Money {
  minor: number;
  currency: string;
}

export interface Page<Item> {
  items: Item[];
  next?: string | null;
}

export interface MaskedIdentifier {
  type: string;
  masked: string;
  verified: boolean;
}

export interface CustomerRow {
  customerId: string;
  name?: string | null;
  partyType?: string;
  stage?: string;
  identifiers?: MaskedIdentifier[];
  lastContactAt?: string | null;
  openComplaints?: number;
}

export interface LastContact {
  type?: string;
  channel?: string | null;
  direction?: string;
  occurredAt: string;
  outcome?: string | null;
}

export interface OpenComplaint {
  complaintId: string;
  step?: Step;
  severity?: number;
  cause?: string;
  openedAt?: string;
  dueAt?: string | null;
  breached?: boolean;
}

export interface OpenEpisode {
  episodeId: string;
  type: string;
  openedAt: string;
  contacts: number;
  handOvers: number;
  /** Handed over then, and not taken up yet. */
  handedOverAt: string | null;
  /** The customer came again about what was held for solved. */
  again: boolean;
}

export interface MonthBought {
  /** `2026-03` */
  month: string;
  count: number;
  amounts: Money[];
}

/** In the languages of the console. */
export interface Texts {
  en: string;
  zh: string;
}

export interface KnownStyle {
  styles: string[];
  source: 'answers' | 'observation';
  /** Both from −1 (low) to 1 (high). */
  assertiveness: number;
  responsiveness: number;
  /** Share of the answers that chose each; only where the customer answered. */
  strengths: Record<string, number> | null;
  marks: number | null;
  contacts: number | null;
  asOf: string;
  until: string;
}

/** On serving this customer, for whoever is signed in; the live stream, which is for all, leaves it out. */
export interface Advice {
  serve: { code: string; name: Texts; serveSo: Texts; avoid: Texts; complains: Texts }[];
  adapt: { when: string; advice: Texts }[];
  relativeTo: string[] | null;
}

export interface Need {
  aspect: string;
  code: string;
  what: string | null;
  saidBy: string;
  saidAt: string;
}

export interface ShownConsent {
  purpose: string;
  /** A channel, or `any`. */
  channel: string;
  given: boolean;
  since: string;
  evidence: string;
}

export interface ShownDetail {
  attribute: string;
  confirmedAt: string;
  /** From then on it is to be confirmed at the next contact. */
  staleAt: string;
}

export interface OpenClock {
  clockId: string;
  measure: string;
  channel: string | null;
  dueAt: string;
  breached: boolean;
}

export interface OpenPromise {
  promiseId: string;
  complaintId: string | null;
  kind: string;
  ownerId: string;
  dueAt: string;
  broken: boolean;
}

export interface OpenCallBack {
  callBackId: string;
  complaintId: string;
  round: string;
  from: string;
  dueAt: string;
  missed: boolean;
}

export interface OpenWork {
  workItemId: string;
  task: string;
  priority: number;
  role: string;
  assigneeId: string | null;
  dueAt: string;
}

/** The 360° document; a service that has said nothing yet leaves its part out. */
export interface CustomerView {
  customerId: string;
  version?: number;
  asOf?: string;
  name?: string | null;
  partyType?: string;
  stage?: string;
  preferredLanguage?: string | null;
  languageSaid?: { saidBy: string | null; saidAt: string; notedBy: string } | null;
  anonymous?: boolean;
  identifiers?: MaskedIdentifier[];
  contacts?: { total?: number; lastAt?: string | null; byChannel?: Record<string, number> };
  lastContacts?: LastContact[];
  purchases?: { count?: number; amount?: Money | null; lastAt?: string | null; months?: MonthBought[] };
  complaints?: { open?: OpenComplaint[]; closed?: number };
  promises?: { open: OpenPromise[]; openCount: number; kept: number; broken: number };
  callBacks?: { open: OpenCallBack[] };
  episodes?: { open: OpenEpisode[] };
  work?: { open: OpenWork[] };
  standards?: { open: OpenClock[] };
  /** Null for who is not a member. */
  loyalty?: { tier: string; points: number; pending: number } | null;
  feedback?: { count: number; last: { survey: string; score: number | null; occurredAt: string } | null };
  /** Null before the first experience is known. */
  satisfaction?: { value: number; asOf: string } | null;
  /** Null before analytics has told it, and of who bought nothing. */
  risk?: { risk: number; band: string; reasons: string[]; asOf: string } | null;
  /** Null before satisfaction and risk are known. */
  computedHealth?: { value: number; asOf: string } | null;
  /** Null before analytics has ranked them. */
  valueClass?: ToldClass | null;
  lifetimeValue?: LifetimeValue | null;
  shareOfWallet?: { share: number; method: string; answeredAt: string } | null;
  serviceStrategy?: ToldStrategy | null;
  nextBestAction?: NextBestAction | null;
  style?: KnownStyle | null;
  advice?: Advice | null;
  needs?: Need[];
  consents?: ShownConsent[];
  details?: ShownDetail[];
  mergedFrom?: string[];
}

export type Facts = Record<string, unknown>;

export interface TimelineItem {
  eventId: string;
  type: string;
  kind: string;
  occurredAt: string;
  service?: string;
  summary?: Facts;
}

/** A figure of the view: what it means, how many events are behind it, and these page by page. */
export interface FigureExplained extends Page<TimelineItem> {
  figure: string;
  name: Texts;
  definition: Texts;
  asOf: string;
  n: number;
}

export interface Experience {
  eventId: string;
  /** Key of its score, such as `csat.4`. */
  kind: string;
  occurredAt: string;
  score: number;
  weight: number;
  label?: string;
  repaired?: boolean;
}

export interface CustomerSatisfaction {
  /** 0–100; null where there is no experience to judge by. */
  value: number | null;
  asOf?: string;
  n?: number;
  owed?: number;
  /** value − value 90 days ago. */
  trend?: number | null;
  experiences?: Experience[];
}
