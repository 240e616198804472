import Type from 'typebox';
import { event } from './event.ts';
import { oneOf, Uuid } from './values.ts';

export const RISK_BANDS = ['low', 'medium', 'high'] as const;

/** What a customer's risk is worked out from. */
export const RISK_FEATURES = [
  'recency',
  'satisfaction',
  'openComplaints',
  'brokenPromises',
  'effort',
  'contactDrop',
  'tier',
] as const;

const Risk = Type.Number({ minimum: 0, maximum: 1 });

export const riskEvents = {
  RetentionRiskMoved: event(
    'analytics',
    'RetentionRiskMoved',
    'How likely the customer is neither to buy nor to be heard of in the next 90 days is in another band, or another tenth, than was told last.',
    Type.Object({
      customerId: Uuid,
      risk: Risk,
      band: oneOf(RISK_BANDS),
      from: Type.Optional({ ...Risk, description: 'As it was told last' }),
      fromBand: Type.Optional(oneOf(RISK_BANDS, 'As it was told last')),
      reasons: Type.Array(oneOf(RISK_FEATURES), {
        maxItems: 3,
        description: 'What raises it most, the strongest first',
      }),
      model: Type.Integer({ minimum: 1, description: 'The version of the model by which it was worked out' }),
    }),
    {
      customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
      risk: 0.562,
      band: 'high',
      from: 0.318,
      fromBand: 'medium',
      reasons: ['satisfaction', 'recency', 'openComplaints'],
      model: 1,
    },
  ),
};
