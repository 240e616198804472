import { describe, it } from '@jest/globals';
import { profileEvents } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import { absence } from './absence.ts';
import { contactPerson, type LinkContactPerson } from './contact-person.ts';

const { customerId, personId } = profileEvents.ContactPersonLinked.example;
const linked = (...roles: LinkContactPerson['roles'][number][]) =>
  ({ type: 'ContactPersonLinked', data: { customerId, personId, roles } }) as const;
const link = (changes: Partial<LinkContactPerson> = {}): LinkContactPerson => ({
  type: 'LinkContactPerson',
  customerId,
  personId,
  partyTypes: { customer: 'enterprise', person: 'individual' },
  roles: ['decisionMaker'],
  ...changes,
});

describe('a contact person', () => {
  const told = specification(contactPerson);

  it('speaks for an enterprise in roles, which may change', () => {
    told
      .given([])
      .when(link())
      .then([linked('decisionMaker')]);
    told
      .given([linked('decisionMaker')])
      .when(link())
      .thenNothing();
    told
      .given([linked('decisionMaker')])
      .when(link({ roles: ['user', 'buyer', 'user'] }))
      .then([linked('buyer', 'user')]);
  });

  it('no longer speaks for it once unlinked, and may again', () => {
    const unlink = { type: 'UnlinkContactPerson', customerId, personId, reason: 'leftTheFirm' } as const;
    const unlinked = { type: 'ContactPersonUnlinked', data: { customerId, personId, reason: 'leftTheFirm' } } as const;
    told
      .given([linked('user')])
      .when(unlink)
      .then([unlinked]);
    told
      .given([linked('user'), unlinked])
      .when(unlink)
      .thenNothing();
    told
      .given([linked('user'), unlinked])
      .when(link({ roles: ['user'] }))
      .then([linked('user')]);
  });

  it('is noted as a user where a sender says so, again and again, but never against what people have said', () => {
    const note = { ...link({ roles: ['user'] }), type: 'NoteContactPerson' } as const;
    const unlinked = { type: 'ContactPersonUnlinked', data: { customerId, personId, reason: 'leftTheFirm' } } as const;
    told
      .given([])
      .when(note)
      .then([linked('user')]);
    told
      .given([linked('user')])
      .when(note)
      .thenNothing();
    told
      .given([linked('decisionMaker')])
      .when(note)
      .thenNothing();
    told
      .given([linked('user'), unlinked])
      .when(note)
      .thenNothing();
    told
      .given([])
      .when({ ...note, partyTypes: { customer: 'enterprise', person: 'enterprise' } })
      .thenRefused('not-a-person');
  });

  it('is a person, and of an organisation', () => {
    const as = (customer: string, person: string) => link({ partyTypes: { customer, person } });
    told.given([]).when(as('individual', 'individual')).thenRefused('not-an-organisation');
    told.given([]).when(as('enterprise', 'enterprise')).thenRefused('not-a-person');
  });
});

describe('an absence', () => {
  const told = specification(absence);
  const { example: facts } = { example: profileEvents.AbsenceArranged.example };
  const arranged = { type: 'AbsenceArranged', data: facts } as const;
  const cancelled = {
    type: 'AbsenceCancelled',
    data: { absenceId: facts.absenceId, staffId: facts.staffId },
  } as const;

  it('is arranged once and cancelled once', () => {
    told.given([]).when({ type: 'ArrangeAbsence', facts }).then([arranged]);
    told.given([arranged]).when({ type: 'ArrangeAbsence', facts }).thenNothing();
    told.given([arranged]).when({ type: 'CancelAbsence' }).then([cancelled]);
    told.given([arranged, cancelled]).when({ type: 'CancelAbsence' }).thenNothing();
  });

  it('ends after it begins, and is covered by somebody else', () => {
    const wrong = [
      { ...facts, to: '2026-06-30' },
      { ...facts, coverId: facts.staffId },
    ];
    for (const each of wrong) told.given([]).when({ type: 'ArrangeAbsence', facts: each }).thenRefused('time-order');
  });
});
