import Type from 'typebox';
import { event } from './event.ts';
import { IDENTIFIER_TYPES } from './identifier-types.ts';
import { Code, oneOf, Uuid } from './values.ts';

/** Why two customers who show the same identifier stay apart. */
export const REASONS_APART = ['sharedDevice', 'differentPartyTypes', 'tooManyIdentifiers', 'partedBefore'] as const;

const ada = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const ben = '0190a3c4-aaaa-7a11-8b22-000000000001';

/** What was decided about who is who, and changes nobody. */
export const profileIdentityEvents = {
  MergeRefused: event(
    'profile',
    'MergeRefused',
    'A customer showed an identifier that another one holds, and a rule keeps the two apart. Told once for each two, type and reason.',
    Type.Object({
      customerId: Uuid,
      otherId: Uuid,
      identifierType: oneOf(IDENTIFIER_TYPES, 'What both have shown'),
      reason: oneOf(REASONS_APART),
      crowdedType: Type.Optional(oneOf(IDENTIFIER_TYPES, 'Of which they would have too many together')),
      rulesVersion: Type.Integer({ minimum: 1, description: 'The version of the rules of identity that said so' }),
    }),
    { customerId: ada, otherId: ben, identifierType: 'deviceId', reason: 'sharedDevice', rulesVersion: 1 },
  ),
  DuplicateDismissed: event(
    'profile',
    'DuplicateDismissed',
    'A person looked at two customers who may be one, and found that they are not. They are not suggested again.',
    Type.Object({ customerId: Uuid, otherId: Uuid, reason: Code }),
    { customerId: ada, otherId: ben, reason: 'twins' },
  ),
};
