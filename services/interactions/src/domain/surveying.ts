import type { InteractionsEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';

type Invited = Extract<InteractionsEvent, { type: 'SurveyInvited' }>;
export type Invitation = Invited['data'];

/** Somebody asks a customer to answer a survey. */
export interface InviteToSurvey {
  readonly type: 'InviteToSurvey';
  readonly invitation: Invitation;
  readonly openComplaints: number;
}

/** The rules of sampling have chosen the customer; whether it may be asked again so soon is for its own history to say. */
export interface SampleCustomer {
  readonly type: 'SampleCustomer';
  readonly invitation: Invitation;
  readonly restDays: number;
}

/** What a customer was asked to answer, the newest last: enough to serve links until they expire, and to rest in between. */
export interface Surveying {
  readonly invitations: readonly Invitation[];
}

const KEPT = 20;
const DAY_MS = 86_400_000;

export const surveying: Decider<Surveying, InviteToSurvey | SampleCustomer, Invited> = {
  kind: 'surveying',
  stateVersion: 1,
  initial: { invitations: [] },
  evolve: ({ invitations }, { data }) => ({ invitations: [...invitations, data].slice(-KEPT) }),
  decide(command, { invitations }): Decision<Invited> {
    const { invitation } = command;
    if (invitations.some(({ invitationId }) => invitationId === invitation.invitationId)) return { events: [] };
    const invited: Decision<Invited> = { events: [{ type: 'SurveyInvited', data: invitation }] };
    if (command.type === 'InviteToSurvey') {
      checkComplaints(command);
      return invited;
    }
    const rested = invitations.every(({ askedAt }) => hasRested(askedAt, invitation.askedAt, command.restDays));
    return rested ? invited : { events: [] };
  },
};

/** Late contacts may lie before what was asked since: the rest holds in both directions. */
export const hasRested = (askedAt: string, at: string, restDays: number): boolean =>
  Math.abs(Date.parse(at) - Date.parse(askedAt)) >= restDays * DAY_MS;

/** A survey in the middle of a complaint adds to it; whether the recovery worked is asked all the same. */
function checkComplaints({ openComplaints, invitation: { survey } }: InviteToSurvey): void {
  if (openComplaints === 0 || survey === 'recovery') return;
  throw new DomainError('asked-in-complaint', 'Ask again when the complaint of the customer is closed.');
}
