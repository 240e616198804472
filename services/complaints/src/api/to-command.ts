import type { Command } from '@rapport/messaging';
import { commandContext, instant, itemId, malformed, newId } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import type {
  CloseComplaint,
  OpenComplaint,
  RecordHistoricComplaint,
  StepCommand,
} from '../domain/complaint.commands.ts';
import type { Severity } from '../domain/house-clock.ts';
import { isClosingReason, type HistoricItem, type OpenBody, type StepFields, type Verb } from './bodies.ts';
import type { Reference } from './reference-data.ts';
import { dayStart, moment, planned } from './times.ts';

// A step belongs to the subject of its complaint; this stands in until the stream says which, and for unknown ids.
export const OF_THE_STREAM = 'complaint:unknown';

export function openCommand(
  request: FastifyRequest,
  body: OpenBody,
  reference: Reference,
  classes: ReadonlyMap<string, string>,
): Command<OpenComplaint> {
  const { occurredAt, source, sourceId, imported, narrative, demands = [], severity, ...known } = body;
  const complaintId = itemId({ source, sourceId });
  const at = moment(occurredAt);
  const flags = reference.flagsOf(known);
  const facts = { complaintId, ...known, severity: severityOf(severity), demands, flags };
  const rules = reference.rulesAt(at);
  // What customers are ranked as now says nothing of complaints of long ago.
  const valueClass = imported === true ? undefined : classes.get(body.customerId);
  const command: OpenComplaint = { type: 'OpenComplaint', at, facts, rules, valueClass, narrative };
  const context = commandContext(request, { subject: body.customerId, occurredAt: at, imported });
  return { id: complaintId, command, context };
}

export interface Taken {
  readonly occurredAt?: string | undefined;
  readonly imported?: boolean | undefined;
}

export function stepCommand(
  request: FastifyRequest,
  complaintId: string,
  verb: Verb,
  fields: StepFields,
  taken: Taken,
  reference: Reference,
): Command<StepCommand> {
  const at = moment(taken.occurredAt);
  const context = commandContext(request, { subject: OF_THE_STREAM, occurredAt: at, imported: taken.imported });
  return { id: complaintId, command: step(verb, fields, { at, imported: taken.imported }, reference), context };
}

interface When {
  readonly at: string;
  readonly imported: boolean | undefined;
}

/** Nobody is to be called about what was history when it was told. */
const callBackIds = (imported: boolean | undefined) =>
  imported === true ? undefined : { soon: newId(), later: newId() };

function step(verb: Verb, fields: StepFields, when: When, reference: Reference): StepCommand {
  const { at } = when;
  const { sympathy, apology, thanks, why, apologyText, whyText } = fields;
  const { solved, score, met, unmet, customerWords } = fields;
  const { restatement, opinions, agreedBy, demands, answered, outcome, finalAnswer, reason } = fields;
  switch (verb) {
    case 'confirm': {
      const agreedAt = fields.agreedAt && instant(fields.agreedAt, '/agreedAt');
      return { type: 'ConfirmProblem', at, restatement, opinions, agreedAt, agreedBy, demands };
    }
    case 'empathise': {
      const said = { sympathy: yes(sympathy), apology: yes(apology), thanks: yes(thanks), why: yes(why) };
      return { type: 'Empathise', at, ...said, apologyText, whyText };
    }
    case 'act': {
      const actions = fields.actions?.map((each, i) => ({
        ...each,
        dueAt: planned(each.dueAt, `/actions/${i}/dueAt`),
      }));
      return { type: 'ActOnComplaint', at, actions, answered, outcome, finalAnswer };
    }
    case 'verify':
      return reason === undefined
        ? { type: 'VerifyComplaint', ...{ at, solved, score, met, unmet, customerWords }, ...closing(when, reference) }
        : closeCommand(reason, fields, when, reference);
    case 'pause':
      return { type: 'PauseComplaint', at, reason: reason ?? 'waitingForCustomer' };
    case 'resume':
      return { type: 'ResumeComplaint', at, rules: reference.rulesAt(at) };
    case 'reopen':
      return { type: 'ReopenComplaint', at, reason: reason ?? 'cameBack', rules: reference.rulesAt(at) };
  }
}

const closing = ({ at, imported }: When, reference: Reference) => ({
  rules: reference.rulesAt(at),
  callBackIds: callBackIds(imported),
});

function closeCommand(reason: string, fields: StepFields, when: When, reference: Reference): CloseComplaint {
  if (!isClosingReason(reason)) throw malformed('body', [{ pointer: '/reason', message: 'is no closing reason' }]);
  if (fields.solved !== undefined || fields.score !== undefined) {
    throw malformed('body', [
      { pointer: '/reason', message: "stands in for the customer's answer: send one of the two" },
    ]);
  }
  const tries = fields.tries?.map(({ at: when, channel }, i) => ({ at: instant(when, `/tries/${i}/at`), channel }));
  return {
    type: 'CloseComplaint',
    at: when.at,
    reason,
    ...closing(when, reference),
    tries,
    finalAnswer: fields.finalAnswer,
  };
}

export function historicCommand(
  request: FastifyRequest,
  { occurredAt, source, sourceId, imported = true, disputed, ...facts }: HistoricItem,
  reference: Reference,
): Command<RecordHistoricComplaint> {
  const received = dayStart(facts.receivedOn, '/receivedOn');
  if (facts.sentOn !== undefined) dayStart(facts.sentOn, '/sentOn');
  const complaintId = itemId({ source, sourceId });
  const at = occurredAt === undefined ? received : moment(occurredAt);
  const flags = reference.flagsOf(facts);
  const command: RecordHistoricComplaint = {
    type: 'RecordHistoricComplaint',
    at,
    facts: {
      complaintId,
      ...facts,
      ...(typeof disputed === 'boolean' && { disputed }),
      ...(flags.length > 0 && { flags }),
    },
  };
  const context = commandContext(request, { subject: facts.customerId, occurredAt: at, imported });
  return { id: complaintId, command, context };
}

const yes = (said: boolean | undefined): true | undefined => (said === true ? true : undefined);

function severityOf(severity: number): Severity {
  if (severity === 1 || severity === 2 || severity === 3 || severity === 4) return severity;
  throw malformed('body', [{ pointer: '/severity', message: 'must be 1 to 4' }]);
}
