import { Code, Day, oneOf, STAFF_ROLES, StaffId } from '@rapport/contracts';
import { paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };
const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'Never part of an event' });
const Language = Type.String({ pattern: '^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$', description: 'BCP 47' });

export const StaffBody = Type.Object(
  {
    name: Type.Optional(Name),
    signsInAs: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'The subject of their tokens, of which only a digest is kept; their id where it is not said',
      }),
    ),
    role: oneOf(STAFF_ROLES),
    teamId: Type.Optional(Code),
    languages: Type.Array(Language, { maxItems: 20 }),
    worksFrom: Day,
    worksTo: Type.Optional({ ...Day, description: 'The last day' }),
  },
  closed,
);
export type StaffBody = Static<typeof StaffBody>;

export const StaffQuery = Type.Object(
  {
    team: Type.Optional(Code),
    role: Type.Optional(oneOf(STAFF_ROLES)),
    here: Type.Optional(Type.Boolean({ description: 'Whether they work here today; all where it is not said' })),
    ...paging,
  },
  closed,
);
export type StaffQuery = Static<typeof StaffQuery>;

export const TeamBody = Type.Object(
  { name: Type.Optional(Name), supervisorId: Type.Optional(StaffId), closed: Type.Optional(Type.Boolean()) },
  closed,
);
export type TeamBody = Static<typeof TeamBody>;

export const TeamsQuery = Type.Object(paging, closed);
export type TeamsQuery = Static<typeof TeamsQuery>;
