import Type from 'typebox';
import { event } from './event.ts';
import { Code, Day, oneOf, StaffId, Uuid } from './values.ts';

export const STAFF_ROLES = [
  'specialist',
  'supervisor',
  'manager',
  'analyst',
  'privacyOfficer',
  'administrator',
] as const;

/** Who works here, and in which team. Names are personal and stay in profile. */
export const profileStaffEvents = {
  StaffDescribed: event(
    'profile',
    'StaffDescribed',
    'Somebody of the staff as they are from now on.',
    Type.Object({
      staffId: StaffId,
      principalId: Type.Optional({
        ...Uuid,
        description: 'As whom they sign in: the pseudonym that events have as actor',
      }),
      role: oneOf(STAFF_ROLES),
      teamId: Type.Optional(Code),
      languages: Type.Array(Type.String({ maxLength: 35, description: 'BCP 47' }), { maxItems: 20 }),
      worksFrom: Day,
      worksTo: Type.Optional({ ...Day, description: 'The last day' }),
    }),
    {
      staffId: 'agent-7',
      role: 'specialist',
      teamId: 'support.north',
      languages: ['en', 'zh'],
      worksFrom: '2026-01-01',
    },
  ),
  TeamDescribed: event(
    'profile',
    'TeamDescribed',
    'A team as it is from now on; one that is closed has no members any more.',
    Type.Object({ teamId: Code, supervisorId: Type.Optional(StaffId), closed: Type.Boolean() }),
    { teamId: 'support.north', supervisorId: 'agent-1', closed: false },
  ),
};
