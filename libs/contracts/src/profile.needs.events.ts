import Type from 'typebox';
import { event } from './event.ts';
import { Code, oneOf, Uuid } from './values.ts';

export const NEED_ASPECTS = ['motive', 'purpose', 'supplyNeed', 'serviceNeed', 'orientation'] as const;
/** The customer in their own words, somebody who speaks for them, or the agent who concluded it. */
export const SAID_BY = ['customer', 'contactPerson', 'agent'] as const;

const need = {
  customerId: Uuid,
  aspect: oneOf(NEED_ASPECTS),
  code: Code,
  what: Type.Optional({
    ...Code,
    description: 'Of a purpose: what is to be increased, protected, improved, saved, reduced',
  }),
};
const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';

export const profileNeedsEvents = {
  CustomerNeedNoted: event(
    'profile',
    'CustomerNeedNoted',
    'A motive, purpose, need or orientation of the customer became known or was said again. There is one orientation: the last.',
    Type.Object({
      ...need,
      saidBy: oneOf(SAID_BY),
      personId: Type.Optional({ ...Uuid, description: 'The contact person who said it' }),
      interactionId: Type.Optional(Uuid),
      version: Type.Integer({ minimum: 1, description: 'The version of the catalogue that it was recorded by' }),
    }),
    { customerId, aspect: 'purpose', code: 'save', what: 'time', saidBy: 'customer', version: 1 },
  ),
  CustomerNeedRemoved: event(
    'profile',
    'CustomerNeedRemoved',
    'A motive, purpose, need or orientation of the customer no longer holds.',
    Type.Object({ ...need, reason: Code }),
    { customerId, aspect: 'motive', code: 'pride', reason: 'saidOtherwise' },
  ),
};
