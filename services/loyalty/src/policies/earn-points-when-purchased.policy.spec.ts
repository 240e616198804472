import { describe, expect, it } from '@jest/globals';
import { interactionsEvents, type RecordedEvent } from '@rapport/contracts';
import { earnPointsWhenPurchased } from './earn-points-when-purchased.policy.ts';

const { example } = interactionsEvents.PurchaseMade;
const event: RecordedEvent = {
  type: 'PurchaseMade',
  data: example,
  id: '0190a3c6-0000-7000-8000-000000000001',
  source: 'interactions',
  subject: example.customerId,
  stream: `purchase-${example.purchaseId}`,
  version: 1,
  sequence: 1,
  position: 1,
  occurredAt: '2024-03-01T10:00:00.000Z',
  recordedAt: '2026-03-01T10:00:00.000Z',
  actor: 'spec',
  imported: true,
  hop: 0,
  traceparent: null,
};

describe('when a purchase was made', () => {
  it("points are earned on the customer's account, at the time of the purchase", () => {
    expect(earnPointsWhenPurchased.wishes(event)).toEqual([
      {
        decider: 'account',
        id: example.customerId,
        subject: example.customerId,
        command: {
          type: 'EarnPoints',
          purchaseId: example.purchaseId,
          purchasedAt: '2024-03-01T10:00:00.000Z',
          minor: example.amount.minor,
        },
      },
    ]);
  });
  it('imported history earns what it would have earned; nothing else is listened to', () => {
    expect(earnPointsWhenPurchased.workOnImported).toBe(true);
    expect([...earnPointsWhenPurchased.types]).toEqual(['PurchaseMade']);
  });
});
