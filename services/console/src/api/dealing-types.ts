import type { Money, Texts } from './types.ts';

export interface EpisodeRow {
  episodeId: string;
  type: string;
  openedAt: string;
  closedAt?: string;
  interactionIds: string[];
  handOvers: number;
  idleSeconds?: number;
  flowSeconds?: number;
  ended?: string;
  /** Whether it took one contact; told once the days have passed in which it might come again. */
  resolution?: string;
}

export interface OrderRow {
  orderId: string;
  occurredAt: string;
  channel: string;
  amount: Money;
  promisedAt?: string;
}

export interface PurchaseRow {
  purchaseId: string;
  occurredAt: string;
  channel: string;
  amount: Money;
}

export interface DeliveryRow {
  deliveryId: string;
  deliveredAt: string;
  promisedAt?: string;
  quantity: number;
  /** Absent where no time was promised. */
  arrivedOnTime?: boolean;
  complete: boolean;
  documentsRight: boolean;
  damaged: boolean;
}

export interface InvitationRow {
  invitationId: string;
  questionnaire: { code: string; version: number };
  askedAt: string;
  expiresAt: string;
  answeredAt: string | null;
  /** While it works. */
  link: string | null;
}

export interface SurveyRow {
  code: string;
  version: number;
  validFrom: string;
  publishedBy: string;
  form: {
    kind: string;
    answeredBy: 'customer' | 'staff';
    title: Texts;
    intro: Texts;
    questions: { item?: string; text?: Texts }[];
  };
}

export interface SamplingRules {
  version: number;
  validFrom: string;
  on: boolean;
  restDays: number;
  linkDays: number;
  lateHours: number;
  exceptTypes: string[];
  exceptOutcomes: string[];
  rules: { channel?: string; valueClass?: string; survey: string; share: number }[];
  publishedBy: string;
}
