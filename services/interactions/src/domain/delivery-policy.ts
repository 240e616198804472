import type { MessageChannel } from '@rapport/contracts';

/** At most so many messages of these purposes by these channels within so many days; absent: any. */
export interface Cap {
  readonly purposes?: readonly string[] | undefined;
  readonly channels?: readonly MessageChannel[] | undefined;
  readonly most: number;
  readonly days: number;
}

/** When nothing is sent by these channels (absent: any): from and to, as local quarter hours `HH:MM`; may pass midnight. */
export interface QuietHours {
  readonly channels?: readonly MessageChannel[] | undefined;
  readonly from: string;
  readonly to: string;
  readonly exceptPurposes: readonly string[];
}

/** How messages are sent: versioned data that a manager edits. */
export interface DeliveryPolicy {
  /** IANA zone of customers of whom no time zone is known. */
  readonly timeZone: string;
  readonly language: 'en' | 'zh';
  readonly quietHours: readonly QuietHours[];
  readonly caps: readonly Cap[];
  /** Minutes before each further try. */
  readonly retryMinutes: readonly number[];
  /** How long a message may wait before it is not sent any more. */
  readonly keepDays: number;
  /** Purposes that rest while the customer has an open complaint. */
  readonly notInComplaint: readonly string[];
  /** Purposes without a link to unsubscribe. */
  readonly withoutUnsubscribe: readonly string[];
}

const MINUTE_MS = 60_000;

/** When to try again after so many tries, as an ISO instant; null: not any more. */
export function retryAt({ retryMinutes }: DeliveryPolicy, tried: number, now: string, waitSeconds = 0): string | null {
  const minutes = retryMinutes[tried];
  if (minutes === undefined) return null;
  return new Date(Date.parse(now) + Math.max(minutes * MINUTE_MS, waitSeconds * 1000)).toISOString();
}
