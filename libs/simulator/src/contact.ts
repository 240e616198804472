import type { Channel, Driver } from './population.ts';

export const CAUSES = [
  'qualityDefect',
  'late',
  'incomplete',
  'price',
  'documentsOrBilling',
  'staffConduct',
  'hardToReach',
  'wrongInformation',
  'promiseBroken',
] as const;
export type Cause = (typeof CAUSES)[number];
export type Demand =
  | 'heard'
  | 'understood'
  | 'compensation'
  | 'quick'
  | 'noTrouble'
  | 'respect'
  | 'neverAgain'
  | 'takenSeriously'
  | 'fair';

interface Base {
  /** Unique within a population and stable between runs: the sender's id of the record. */
  key: string;
  /** The customer's key. */
  customer: string;
  at: Date;
}

export interface Order extends Base {
  kind: 'order';
  channel: Channel;
  lines: Purchase['lines'];
  promisedAt: Date;
}

export interface Purchase extends Base {
  kind: 'purchase';
  /** Key of the order that it was bought on. */
  order?: string;
  channel: Channel;
  /** Amounts are minor units of EUR for the whole line. */
  lines: { product: string; quantity: number; minor: number }[];
}

export interface Interaction extends Base {
  kind: 'interaction';
  channel: Channel;
  direction: 'inbound' | 'outbound';
  phase: 'preSale' | 'inSale' | 'afterSale';
  type:
    'advice' | 'support' | 'complaint' | 'relationship' | 'suggestion' | 'compliment' | 'return' | 'repair' | 'billing';
  outcome: 'solved' | 'promised' | 'handedOver' | 'abandoned' | 'noAnswer';
  agent: string | null;
  team: string;
  waitedSeconds: number;
  endedAt: Date;
  handOvers: number;
  /** What it is about, where contacts about the same are to be seen together. */
  matter?: string;
}

export interface Delivery extends Base {
  kind: 'delivery';
  order?: string;
  promisedAt: Date;
  complete: boolean;
  documentsRight: boolean;
  damaged: boolean;
}

/** What somebody noted of a customer, under its address in profile: one at a time, there is no batch. */
export interface Fact extends Base {
  kind: 'fact';
  method: 'POST' | 'PUT';
  to:
    | 'account'
    | 'consents'
    | 'confirmations'
    | 'health-checks'
    | 'lessons'
    | 'needs'
    | 'opportunities'
    | 'owner'
    | 'plan-actions'
    | 'style-marks';
  body: Readonly<Record<string, unknown>>;
  /** Key of the interaction in which it was noticed. */
  about?: string;
}

export interface Answer {
  dimension: 'reliability' | 'responsiveness' | 'assurance' | 'empathy';
  item: string;
  expectation: number;
  perception: number;
}

export interface Feedback extends Base {
  kind: 'feedback';
  channel: Channel;
  survey: 'csat' | 'nps' | 'ces' | 'servqual';
  score: number | null;
  answers: Answer[];
  driver: Driver;
  /** Key of the interaction it is about. */
  about: string | null;
}

export interface Complaint extends Base {
  kind: 'complaint';
  channel: Channel;
  cause: Cause;
  severity: 1 | 2 | 3 | 4;
  product: string;
  demands: Demand[];
  about: string | null;
}

export type StepTaken =
  | { step: 'confirm'; channel: Channel }
  | { step: 'empathise' }
  | { step: 'act'; action: string; outcome: 'upheld' | 'partlyUpheld' | 'notUpheld' }
  | { step: 'verify'; solved: boolean; score: number; unmet: Demand[] }
  | {
      step: 'close';
      reason: 'finalResponseNotAccepted' | 'unreachable' | 'withdrawn';
      tries: { at: Date; channel: Channel }[];
    };

export interface ComplaintStep extends Base {
  kind: 'step';
  complaint: Complaint;
  agent: string;
  taken: StepTaken;
}

/** Something promised by a time, in a contact or in the course of a complaint. */
export interface Promised extends Base {
  kind: 'promise';
  what: 'answer' | 'callBack' | 'delivery' | 'repair' | 'refund' | 'replacement' | 'document';
  dueAt: Date;
  agent: string;
  team: string;
  /** Key of the contact or complaint in which it was given. */
  about: { contact: string } | { complaint: string };
  /** What became of it by the present; null where it was not kept, or is told by steps. */
  outcome: { status: 'kept' | 'released'; at: Date } | null;
  /** Over long ago: filed as history. */
  history: boolean;
}

export interface PromiseStep extends Base {
  kind: 'promiseStep';
  /** Key of the promise. */
  promise: string;
  taken: { step: 'renegotiate'; dueAt: Date; agreedBy: Channel } | { step: 'keep' };
}

/** The customer is called after a complaint was closed: not reached, or asked. */
export interface CallBack extends Base {
  kind: 'callBack';
  complaint: Complaint;
  /** When the complaint had been closed. */
  closedAt: Date;
  round: 'soon' | 'later';
  /** What the customer gave; null where nobody was reached. */
  score: number | null;
}

export interface Enrolment extends Base {
  kind: 'enrolment';
}

export interface Redemption extends Base {
  kind: 'redemption';
  points: number;
  reward: string;
}

/** What is sent by itself: there is no batch of it. */
export type Alone = Fact | PromiseStep | CallBack;
export type Batched =
  Order | Purchase | Interaction | Feedback | Complaint | ComplaintStep | Promised | Enrolment | Redemption | Delivery;

/** One record that a contact point sends. */
export type Contact = Batched | Alone;
