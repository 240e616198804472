import type { ComplaintsEvent, Recorded } from '@rapport/contracts';

type Of<Type> = Recorded<Extract<ComplaintsEvent, { type: Type }>>;
type Time = string | Date;

/** A row of facts.complaints; times are Dates where PostgreSQL gave them. */
export interface ComplaintRow {
  readonly complaint_id: string;
  readonly event_id: string;
  readonly recorded_customer_id: string;
  readonly occurred_at: Time;
  readonly recorded_at: Time;
  readonly historic: boolean;
  readonly imported: boolean;
  readonly channel: string;
  readonly cause: string;
  readonly severity: number | null;
  readonly need: string | null;
  readonly demands: readonly string[];
  readonly interaction_id: string | null;
  readonly step: 'opened' | 'confirmed' | 'empathised' | 'actedOn' | 'closed';
  readonly paused: boolean;
  readonly resolve_due_at: Time | null;
  readonly breached: readonly string[];
  readonly times_reopened: number;
  readonly closed_at: Time | null;
  readonly closing_reason: string | null;
  readonly outcome: string | null;
  readonly recovered: boolean | null;
  readonly score: number | null;
  readonly product: string | null;
  readonly sub_product: string | null;
  readonly issue: string | null;
  readonly sub_issue: string | null;
  readonly company: string | null;
  readonly state: string | null;
  readonly sent_on: string | null;
  readonly response: string | null;
  readonly timely: boolean | null;
  readonly disputed: boolean | null;
}

const blank = ({
  id,
  data,
  occurredAt,
  recordedAt,
  imported,
}: Of<'ComplaintOpened' | 'HistoricComplaintRecorded'>) => ({
  complaint_id: data.complaintId,
  event_id: id,
  recorded_customer_id: data.customerId,
  occurred_at: occurredAt,
  recorded_at: recordedAt,
  imported,
  channel: data.channel,
  cause: data.cause,
  paused: false,
  breached: [],
  times_reopened: 0,
  closed_at: null,
  outcome: null,
  score: null,
});

export const openedComplaint = (event: Of<'ComplaintOpened'>): ComplaintRow => ({
  ...blank(event),
  historic: false,
  severity: event.data.severity,
  need: event.data.need ?? null,
  demands: event.data.demands,
  interaction_id: event.data.interactionId ?? null,
  step: 'opened',
  resolve_due_at: event.data.due.resolve,
  closing_reason: null,
  recovered: null,
  product: event.data.product ?? null,
  sub_product: null,
  issue: null,
  sub_issue: null,
  company: null,
  state: null,
  sent_on: null,
  response: null,
  timely: null,
  disputed: null,
});

export const historicComplaint = (event: Of<'HistoricComplaintRecorded'>): ComplaintRow => ({
  ...blank(event),
  historic: true,
  severity: null,
  need: null,
  demands: [],
  interaction_id: null,
  step: 'closed',
  resolve_due_at: null,
  closing_reason: 'historicImport',
  recovered: false,
  product: event.data.product,
  sub_product: event.data.subProduct ?? null,
  issue: event.data.issue,
  sub_issue: event.data.subIssue ?? null,
  company: event.data.company ?? null,
  state: event.data.state ?? null,
  sent_on: event.data.sentOn ?? null,
  response: event.data.response,
  timely: event.data.timely,
  disputed: event.data.disputed ?? null,
});
