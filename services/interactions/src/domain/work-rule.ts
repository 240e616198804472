import type { Calendar } from '@rapport/business-time';
import { derivedId, type WorkRuleForm } from '@rapport/contracts';

/** A rule in one of its versions. */
export interface WorkRule {
  readonly code: string;
  readonly version: number;
  readonly form: WorkRuleForm;
}

/** An event as rules see it, of whichever service. */
export interface Happening {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly occurredAt: string;
  readonly imported: boolean;
  readonly data: object;
}

/** When people are at work. */
export type WorkCalendar = Calendar;

/** One rule and one event make one item: whatever is delivered twice, switched on again or built anew. */
export const workItemId = ({ code }: Pick<WorkRule, 'code'>, eventId: string): string =>
  derivedId(`work by ${code} for ${eventId}`);

export const inOrder = (a: Happening, b: Happening): number =>
  a.occurredAt === b.occurredAt ? (a.id < b.id ? -1 : 1) : a.occurredAt < b.occurredAt ? -1 : 1;
