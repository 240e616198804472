import Type from 'typebox';
import { event } from './event.ts';
import { Instant, Uuid } from './values.ts';

const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';

/** How a lifecycle stage is kept up with, besides its moves. */
export const profileLifecycleEvents = {
  StageReviewDue: event(
    'profile',
    'StageReviewDue',
    'By now the customer may have been silent for so long that the stage moves: what is known of it is to be looked at.',
    Type.Object({ customerId: Uuid, dueAt: Instant }),
    { customerId, dueAt: '2026-05-30T09:00:00.000Z' },
  ),
  StageKept: event(
    'profile',
    'StageKept',
    'What is known of the customer was looked at, and the stage stays.',
    Type.Object({
      customerId: Uuid,
      reviewAt: Type.Optional({ ...Instant, description: 'When time alone may move it next' }),
    }),
    { customerId, reviewAt: '2026-07-30T09:00:00.000Z' },
  ),
};
