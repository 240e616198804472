import Type from 'typebox';
import { event } from './event.ts';
import { Code, Count, oneOf, StaffId, Uuid } from './values.ts';

/** By frequency and time of contact × depth of mutual influence. */
export const SERVICE_STRATEGIES = ['factory', 'personalised', 'chain', 'deep'] as const;
/** By value × risk. */
export const NEXT_BEST_ACTIONS = ['keep', 'repair', 'develop', 'stopExtraSpending'] as const;
/** Why a manager decides as is proposed, or otherwise. */
export const ACTION_REASONS = [
  'asProposed',
  'strategicCustomer',
  'temporarySituation',
  'figuresMislead',
  'other',
] as const;

const rulesVersion = Type.Integer({ minimum: 1, description: 'Of the rules that it follows from' });
const share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });
const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';

export const strategyEvents = {
  ServiceStrategyProposed: event(
    'analytics',
    'ServiceStrategyProposed',
    'How a customer is best served, by its contacts of late, is another than was told last.',
    Type.Object({
      customerId: Uuid,
      from: Type.Optional(oneOf(SERVICE_STRATEGIES)),
      to: oneOf(SERVICE_STRATEGIES),
      days: Type.Integer({ minimum: 1, maximum: 3660, description: 'How many days were looked at' }),
      contacts: Count,
      minutes: Count,
      depth: share('Of mutual influence'),
      rulesVersion,
    }),
    { customerId, from: 'factory', to: 'deep', days: 90, contacts: 8, minutes: 95, depth: 0.72, rulesVersion: 1 },
  ),
  NextBestActionProposed: event(
    'analytics',
    'NextBestActionProposed',
    'What to do about a customer, by its value and the risk to lose it, is another than was told last.',
    Type.Object({
      customerId: Uuid,
      from: Type.Optional(oneOf(NEXT_BEST_ACTIONS)),
      to: oneOf(NEXT_BEST_ACTIONS),
      valueClass: Code,
      risk: share('That the customer is lost'),
      needsDecision: Type.Boolean({ description: 'It is done only when a manager has decided it' }),
      rulesVersion,
    }),
    {
      customerId,
      from: 'develop',
      to: 'repair',
      valueClass: 'gold',
      risk: 0.62,
      needsDecision: false,
      rulesVersion: 1,
    },
  ),
  NextBestActionDecided: event(
    'analytics',
    'NextBestActionDecided',
    'A manager decided what is to be done about a customer. It holds until something else is proposed.',
    Type.Object({
      customerId: Uuid,
      proposed: oneOf(NEXT_BEST_ACTIONS),
      action: oneOf(NEXT_BEST_ACTIONS),
      reason: oneOf(ACTION_REASONS),
      decidedBy: StaffId,
    }),
    {
      customerId,
      proposed: 'stopExtraSpending',
      action: 'keep',
      reason: 'strategicCustomer',
      decidedBy: 'm-17',
    },
  ),
};
