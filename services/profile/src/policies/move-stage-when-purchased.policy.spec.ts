import { expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { moveStageWhenPurchased } from './move-stage-when-purchased.policy.ts';

it('asks for a move of the customer as recorded, on the day of the purchase', () => {
  const data = interactionsEvents.PurchaseMade.example;
  const wishes = moveStageWhenPurchased.wishes({
    type: 'PurchaseMade',
    data,
    id: '0190a3c5-0000-7000-8000-000000000009',
    source: 'interactions',
    subject: data.customerId,
    stream: `purchase-${data.purchaseId}`,
    version: 1,
    sequence: 1,
    position: 1,
    occurredAt: '2026-03-01T09:00:00.000Z',
    recordedAt: '2026-03-02T09:00:00.000Z',
    actor: 'spec',
    imported: true,
    hop: 0,
    traceparent: null,
  });
  expect(wishes).toEqual([
    {
      decider: 'customer',
      id: data.customerId,
      subject: data.customerId,
      command: { type: 'MoveStage', because: 'purchase', at: '2026-03-01T09:00:00.000Z' },
    },
  ]);
  expect(moveStageWhenPurchased.workOnImported).toBe(true);
});
