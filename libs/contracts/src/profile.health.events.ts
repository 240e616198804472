import Type from 'typebox';
import { event } from './event.ts';
import { Code, StaffId, Uuid } from './values.ts';

const Score = Type.Integer({ minimum: 0, maximum: 9, description: '0 very poor to 9 excellent' });
const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const checkId = '0190a3c4-c000-7000-8000-000000000002';

export const profileHealthEvents = {
  HealthChecked: event(
    'profile',
    'HealthChecked',
    'Somebody judged how the relation with an enterprise stands, by the indicators of the catalogue.',
    Type.Object({
      checkId: Uuid,
      customerId: Uuid,
      assessorId: Type.Optional(StaffId),
      version: Type.Integer({ minimum: 1, description: 'The version of the catalogue that it was judged by' }),
      scores: Type.Array(Type.Object({ indicator: Code, score: Score }), { minItems: 1, maxItems: 20 }),
    }),
    {
      checkId,
      customerId,
      version: 1,
      scores: [
        { indicator: 'attitude', score: 6 },
        { indicator: 'proficiency', score: 5 },
        { indicator: 'relation', score: 4 },
        { indicator: 'competitiveness', score: 7 },
      ],
    },
  ),
  HealthFell: event(
    'profile',
    'HealthFell',
    'An indicator fell by two points or more since the check before; somebody should look into it.',
    Type.Object({
      checkId: Uuid,
      customerId: Uuid,
      sinceCheckId: Uuid,
      falls: Type.Array(Type.Object({ indicator: Code, from: Score, to: Score }), { minItems: 1, maxItems: 20 }),
    }),
    {
      checkId,
      customerId,
      sinceCheckId: '0190a3c4-c000-7000-8000-000000000001',
      falls: [{ indicator: 'relation', from: 6, to: 4 }],
    },
  ),
};
