import Type from 'typebox';
import { event } from './event.ts';
import { Code, Day, Uuid } from './values.ts';

const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const requestId = '0190a3c8-0000-7000-8000-000000000002';
const holdId = '0190a3c8-0000-7000-8000-000000000003';
const statement = { customerId, purpose: 'marketing', channel: 'email', evidence: 'form' };
const Statement = Type.Object({ customerId: Uuid, purpose: Code, channel: Code, evidence: Code });

/** Consent, erasure and what else is done for a customer's privacy. */
export const privacyEvents = {
  ConsentGiven: event(
    'profile',
    'ConsentGiven',
    'The customer agreed to be contacted for a purpose by a channel. The evidence in words is personal and stays in profile.',
    Statement,
    statement,
  ),
  ConsentWithdrawn: event(
    'profile',
    'ConsentWithdrawn',
    'The customer does not want to be contacted for a purpose by a channel.',
    Statement,
    statement,
  ),
  DetailsConfirmed: event(
    'profile',
    'DetailsConfirmed',
    'The customer said that these details are still right.',
    Type.Object({ customerId: Uuid, attributes: Type.Array(Code, { minItems: 1, maxItems: 50 }) }),
    { customerId, attributes: ['name', 'email'] },
  ),
  CustomerErasureRequested: event(
    'profile',
    'CustomerErasureRequested',
    'The customer wants to be erased; to be answered by the day it is due.',
    Type.Object({ customerId: Uuid, requestId: Uuid, channel: Code, dueOn: Day }),
    { customerId, requestId, channel: 'email', dueOn: '2026-04-01' },
  ),
  CustomerErasureRefused: event(
    'profile',
    'CustomerErasureRefused',
    'The customer was told that it is not erased, and why.',
    Type.Object({ customerId: Uuid, requestId: Uuid, reason: Code }),
    { customerId, requestId, reason: 'legalObligation' },
  ),
  CustomerErased: event(
    'profile',
    'CustomerErased',
    'Every service removes what is personal of this recorded id, and answers. All ids of a merged customer have the same erasure.',
    Type.Object({ customerId: Uuid, erasureId: Uuid, reason: Code }),
    { customerId, erasureId: '0190a3c8-0000-7000-8000-000000000001', reason: 'customerRequest' },
  ),
  LegalHoldPlaced: event(
    'profile',
    'LegalHoldPlaced',
    'Nothing of the customer may be erased or removed by age until the hold is released.',
    Type.Object({ customerId: Uuid, holdId: Uuid, reason: Code }),
    { customerId, holdId, reason: 'litigation' },
  ),
  LegalHoldReleased: event(
    'profile',
    'LegalHoldReleased',
    'The reason to keep what is personal of the customer is gone.',
    Type.Object({ customerId: Uuid, holdId: Uuid, reason: Code }),
    { customerId, holdId, reason: 'settled' },
  ),
  CustomerDataExported: event(
    'profile',
    'CustomerDataExported',
    'All that is known of the customer was given out.',
    Type.Object({ customerId: Uuid, reason: Code }),
    { customerId, reason: 'subjectAccess' },
  ),
};
