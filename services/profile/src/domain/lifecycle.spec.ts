import { describe, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import { customer } from './customer.decide.ts';
import { moved, registered } from './customer.fixture.ts';

const told = specification(customer);
const purchase = (at: string) => ({ type: 'MoveStage', because: 'purchase', at }) as const;
const first = moved('prospect', 'new', 'firstPurchase', '2026-03-01');

describe('a purchase', () => {
  it('makes a prospect new', () =>
    void told.given([registered()]).when(purchase('2026-03-01T09:00:00.000Z')).then([first]));

  it('on the same day leaves a new customer new', () =>
    told.given([registered(), first]).when(purchase('2026-03-01T23:59:59.999Z')).thenNothing());

  it('on another day, be it an earlier one that became known late, makes it returning', () => {
    for (const day of ['2026-02-27', '2026-03-02']) {
      told
        .given([registered(), first])
        .when(purchase(`${day}T09:00:00.000Z`))
        .then([moved('new', 'returning', 'secondPurchase', day)]);
    }
  });

  it('leaves a returning customer where it is', () =>
    told
      .given([registered(), first, moved('new', 'returning', 'secondPurchase', '2026-03-02')])
      .when(purchase('2026-03-09T09:00:00.000Z'))
      .thenNothing());

  it('brings back who was at risk, and wins back who had lapsed', () => {
    told
      .given([registered(), moved('returning', 'atRisk', 'silent')])
      .when(purchase('2026-03-09T09:00:00.000Z'))
      .then([moved('atRisk', 'returning', 'purchase', '2026-03-09')]);
    const lapsed = [registered(), moved('atRisk', 'lapsed', 'silent')];
    const wonBack = moved('lapsed', 'wonBack', 'purchase', '2026-03-09');
    told.given(lapsed).when(purchase('2026-03-09T09:00:00.000Z')).then([wonBack]);
    told
      .given([...lapsed, wonBack])
      .when(purchase('2026-03-10T09:00:00.000Z'))
      .then([moved('wonBack', 'returning', 'nextPurchase', '2026-03-10')]);
  });

  it('that is given back, as the only one, leaves a prospect; who bought more stays', () => {
    const refund = { type: 'MoveStage', because: 'refund', at: '2026-03-03T09:00:00.000Z' } as const;
    const back = moved('new', 'prospect', 'onlyPurchaseRefunded');
    told.given([registered(), first]).when(refund).then([back]);
    told
      .given([registered(), first, moved('new', 'returning', 'secondPurchase', '2026-03-02')])
      .when(refund)
      .thenNothing();
    const again = moved('prospect', 'new', 'firstPurchase', '2026-03-01');
    told.given([registered(), first, back]).when(purchase('2026-03-01T12:00:00.000Z')).then([again]);
  });

  it('that moved somebody before moves nobody again: after a restore the same purchases are asked for once more', () => {
    const silent = [
      first,
      moved('new', 'returning', 'secondPurchase', '2026-03-05'),
      moved('returning', 'atRisk', 'silent'),
    ];
    const lapsed = [...silent, moved('atRisk', 'lapsed', 'silent')];
    const wonBack = [...lapsed, moved('lapsed', 'wonBack', 'purchase', '2027-03-09')];
    const days = ['2026-03-01', '2026-03-05'];
    for (const [past, again] of [
      [silent, days],
      [lapsed, days],
      [wonBack, [...days, '2027-03-09']],
    ] as const)
      for (const day of again)
        told
          .given([registered(), ...past])
          .when(purchase(`${day}T09:00:00.000Z`))
          .thenNothing();
  });
});
