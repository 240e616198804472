import { describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import { surveying, type Invitation } from './surveying.ts';

const { example } = interactionsEvents.SurveyInvited;
const given = specification(surveying).given;
const invitation = (n: number, askedAt = example.askedAt, change: Partial<Invitation> = {}): Invitation => ({
  ...example,
  invitationId: `0190a3c5-0000-7000-8000-${String(n).padStart(12, '0')}`,
  askedAt,
  ...change,
});
const invited = (data: Invitation) => ({ type: 'SurveyInvited', data }) as const;
const sample = (data: Invitation, restDays = 30) => ({ type: 'SampleCustomer', invitation: data, restDays }) as const;
const ask = (data: Invitation, openComplaints = 0) =>
  ({ type: 'InviteToSurvey', invitation: data, openComplaints }) as const;

describe('asking a customer', () => {
  it('invites, once', () => {
    given([])
      .when(sample(invitation(1)))
      .then([invited(invitation(1))]);
    given([invited(invitation(1))])
      .when(sample(invitation(1), 0))
      .thenNothing();
    given([invited(invitation(1))])
      .when(ask(invitation(1)))
      .thenNothing();
  });

  it('rests in between, whichever contact is told first', () => {
    const before = given([invited(invitation(1, '2026-03-02T10:00:00.000Z'))]);
    before.when(sample(invitation(2, '2026-04-01T09:59:59.000Z'))).thenNothing();
    before.when(sample(invitation(2, '2026-02-10T10:00:00.000Z'))).thenNothing();
    before
      .when(sample(invitation(2, '2026-04-01T10:00:00.000Z')))
      .then([invited(invitation(2, '2026-04-01T10:00:00.000Z'))]);
  });

  it('counts what somebody asked for the rest, and lets somebody ask within it', () => {
    const later = '2026-03-03T10:00:00.000Z';
    given([invited(invitation(1))])
      .when(ask(invitation(2, later)))
      .then([invited(invitation(2, later))]);
    given([invited(invitation(1)), invited(invitation(2, later))])
      .when(sample(invitation(3, later)))
      .thenNothing();
  });

  it('waits until complaints are closed, but for whether the recovery worked', () => {
    given([])
      .when(ask(invitation(1), 1))
      .thenRefused('asked-in-complaint');
    const recovery = invitation(1, example.askedAt, { survey: 'recovery' });
    given([])
      .when(ask(recovery, 1))
      .then([invited(recovery)]);
  });

  it('keeps the newest twenty, however many there were', () => {
    const many = Array.from({ length: 25 }, (_, n) => invited(invitation(n)));
    const state = many.reduce(surveying.evolve, surveying.initial);
    expect(state.invitations.map(({ invitationId }) => Number(invitationId.slice(-3)))).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 5),
    );
  });
});
