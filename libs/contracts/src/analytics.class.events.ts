import Type from 'typebox';
import { event } from './event.ts';
import { Code, Money, Uuid } from './values.ts';

/** By contribution, the highest first. Not the tiers of the loyalty programme. */
export const VALUE_CLASSES = ['diamond', 'gold', 'silver', 'other'] as const;

export const classEvents = {
  ValueClassMoved: event(
    'analytics',
    'ValueClassMoved',
    'A customer is of another value class than was told last, or of a class for the first time.',
    Type.Object({
      customerId: Uuid,
      from: Type.Optional(Code),
      to: Code,
      month: Type.String({
        pattern: '^(?:19|20)\\d{2}-(?:0[1-9]|1[0-2])$',
        description: 'Month, UTC: with it end the months that were looked at',
      }),
      months: Type.Integer({ minimum: 1, maximum: 120, description: 'How many months were looked at' }),
      revenue: Type.Optional(
        Type.Object(Money.properties, {
          description: 'In these months, less what was given back, in the reporting currency',
        }),
      ),
      contribution: Type.Optional(
        Type.Object(Money.properties, { description: 'Margin less what contacts cost, in the reporting currency' }),
      ),
      place: Type.Optional(Type.Integer({ minimum: 1, description: 'By contribution, among those who bought' })),
    }),
    {
      customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
      from: 'silver',
      to: 'gold',
      month: '2026-02',
      months: 12,
      revenue: { minor: 1_842_000, currency: 'USD' },
      contribution: { minor: 611_350, currency: 'USD' },
      place: 12,
    },
  ),
};
