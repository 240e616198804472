import { CLOSING_REASONS, Code, COMPLAINT_OUTCOMES, Day, DEMANDS, Instant, oneOf, Uuid } from '@rapport/contracts';
import { origin, paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };
const text = (maxLength: number, description: string) =>
  Type.Optional(
    Type.String({ minLength: 1, maxLength, description: `${description}. Personal: never part of an event` }),
  );
const Demands = Type.Array(oneOf(DEMANDS), { maxItems: 9, uniqueItems: true });

export const OpenBody = Type.Object(
  {
    customerId: Uuid,
    channel: Code,
    cause: Code,
    severity: Type.Integer({ minimum: 1, maximum: 4, description: '1 safety, law, press, vulnerable … 4 remark' }),
    product: Type.Optional(Code),
    need: Type.Optional(Code),
    demands: Type.Optional(Demands),
    interactionId: Type.Optional(Uuid),
    narrative: text(10_000, 'What happened, as the customer tells it'),
    ...origin,
  },
  closed,
);
export type OpenBody = Static<typeof OpenBody>;

const confirmFields = {
  restatement: text(4_000, 'The problem, restated and agreed'),
  opinions: text(4_000, 'What is opinion and not fact'),
  agreedAt: Type.Optional(Instant),
  agreedBy: Type.Optional(Code),
  demands: Type.Optional(Demands),
};
const empathiseFields = {
  sympathy: Type.Optional(Type.Boolean()),
  apology: Type.Optional(Type.Boolean()),
  thanks: Type.Optional(Type.Boolean()),
  why: Type.Optional(Type.Boolean({ description: 'Whether it was told why it happened; may follow' })),
  apologyText: text(4_000, 'The apology'),
  whyText: text(4_000, 'Why it happened, as told'),
};
const actFields = {
  actions: Type.Optional(
    Type.Array(Type.Object({ action: Code, owner: Code, dueAt: Instant }, closed), { minItems: 1, maxItems: 20 }),
  ),
  answered: Type.Optional(Demands),
  outcome: Type.Optional(oneOf(COMPLAINT_OUTCOMES)),
  finalAnswer: text(10_000, 'The answer given'),
};
const verifyFields = {
  solved: Type.Optional(Type.Boolean()),
  score: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
  met: Type.Optional(Demands),
  unmet: Type.Optional(Demands),
  customerWords: text(4_000, 'What the customer said'),
};
const closeFields = {
  reason: Type.Optional(Code),
  tries: Type.Optional(Type.Array(Type.Object({ at: Instant, channel: Code }, closed), { maxItems: 20 })),
  finalAnswer: actFields.finalAnswer,
};
const { occurredAt } = origin;

export const ConfirmBody = Type.Object({ ...confirmFields, occurredAt }, closed);
export type ConfirmBody = Static<typeof ConfirmBody>;
export const EmpathiseBody = Type.Object({ ...empathiseFields, occurredAt }, closed);
export type EmpathiseBody = Static<typeof EmpathiseBody>;
export const ActBody = Type.Object({ ...actFields, occurredAt }, closed);
export type ActBody = Static<typeof ActBody>;
/** The customer's answer, or else a closing reason. */
export const VerifyBody = Type.Object({ ...verifyFields, ...closeFields, occurredAt }, closed);
export type VerifyBody = Static<typeof VerifyBody>;
export const PauseBody = Type.Object({ reason: Type.Optional(Code), occurredAt }, closed);
export type PauseBody = Static<typeof PauseBody>;
export const ResumeBody = Type.Object({ occurredAt }, closed);
export type ResumeBody = Static<typeof ResumeBody>;

export const VERBS = ['confirm', 'empathise', 'act', 'verify', 'pause', 'resume', 'reopen'] as const;
export type Verb = (typeof VERBS)[number];

/** The fields of every step: which of them a step needs, the domain says. */
const stepFields = { ...confirmFields, ...empathiseFields, ...actFields, ...verifyFields, ...closeFields };

export const StepItem = Type.Object(
  { complaintId: Uuid, command: Type.Object({ type: oneOf(VERBS), ...stepFields }, closed), ...origin },
  closed,
);
export type StepItem = Static<typeof StepItem>;
export type StepFields = Omit<StepItem['command'], 'type'>;

const sentence = (maxLength: number) => Type.String({ minLength: 1, maxLength });

export const HistoricItem = Type.Object(
  {
    customerId: Uuid,
    channel: Code,
    cause: Code,
    product: sentence(200),
    subProduct: Type.Optional(sentence(200)),
    issue: sentence(300),
    subIssue: Type.Optional(sentence(300)),
    company: Type.Optional(sentence(300)),
    state: Type.Optional(sentence(10)),
    receivedOn: Day,
    sentOn: Type.Optional(Day),
    response: sentence(200),
    timely: Type.Boolean(),
    disputed: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
    ...origin,
  },
  closed,
);
export type HistoricItem = Static<typeof HistoricItem>;

export const ComplaintsQuery = Type.Object(
  {
    ...paging,
    status: Type.Enum(['open', 'closed', 'all'], { default: 'open' }),
    customer: Type.Optional(Uuid),
    breached: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type ComplaintsQuery = Static<typeof ComplaintsQuery>;

export const ListCursor = Type.Object(
  { dueAt: Type.Union([Instant, Type.Null()]), openedAt: Instant, complaintId: Uuid },
  closed,
);

/** What an agent may close by; the customer's own word and imports have other ways. */
export const isClosingReason = (
  reason: string,
): reason is Exclude<(typeof CLOSING_REASONS)[number], 'confirmedByCustomer' | 'historicImport'> =>
  CLOSING_REASONS.some(known => known === reason) && !['confirmedByCustomer', 'historicImport'].includes(reason);
