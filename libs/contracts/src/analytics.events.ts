import Type from 'typebox';
import { classEvents } from './analytics.class.events.ts';
import { riskEvents } from './analytics.risk.events.ts';
import { strategyEvents } from './analytics.strategy.events.ts';
import { valueEvents } from './analytics.value.events.ts';
import { event, type EventsOf } from './event.ts';
import { Uuid } from './values.ts';

export const analyticsEvents = {
  SatisfactionMoved: event(
    'analytics',
    'SatisfactionMoved',
    "A customer's satisfaction crossed into another band of ten.",
    Type.Object({
      customerId: Uuid,
      value: Type.Number({ minimum: 0, maximum: 100 }),
      from: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
    }),
    { customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f', value: 26.9, from: 61.2 },
  ),
  ...classEvents,
  ...riskEvents,
  ...valueEvents,
  ...strategyEvents,
};

export type AnalyticsEvent = EventsOf<typeof analyticsEvents>;
