import { describe, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import {
  absorbed,
  ada,
  add,
  given,
  merged,
  register,
  registered,
  restored,
  tablet,
  unmerged,
} from './customer.fixture.ts';
import { follow } from './lifecycle.fixture.ts';
import { customer } from './customer.decide.ts';
import type { CustomerEvent } from './customer.ts';

const told = specification(customer);
const erasureId = '0190a3c8-0000-7000-8000-000000000001';
const holdId = '0190a3c8-0000-7000-8000-000000000003';
const hold = { type: 'PlaceLegalHold', holdId, reason: 'litigation' } as const;
const release = { type: 'ReleaseLegalHold', holdId, reason: 'settled' } as const;
const erase = { type: 'EraseCustomer', erasureId, reason: 'customerRequest' } as const;

const held: CustomerEvent = { type: 'LegalHoldPlaced', data: { customerId: ada, holdId, reason: 'litigation' } };
const released: CustomerEvent = { type: 'LegalHoldReleased', data: { customerId: ada, holdId, reason: 'settled' } };
const gone: CustomerEvent[] = [
  {
    type: 'LifecycleStageMoved',
    data: { customerId: ada, from: 'prospect', to: 'erased', reason: 'erasure' },
  },
  { type: 'CustomerErased', data: { customerId: ada, erasureId, reason: 'customerRequest' } },
];

describe('erasing a customer', () => {
  it('moves it to erased, and says so to everybody', () => {
    told.given([registered()]).when(erase).then(gone);
  });

  it('is done to an absorbed record as well', () => {
    told.given([registered(), absorbed]).when(erase).then(gone);
  });

  it('is stopped by a legal hold, until that is released', () => {
    told.given([registered(), held]).when(erase).thenRefused('legal-hold');
    told.given([registered(), held, released]).when(erase).then(gone);
  });

  it('is done once', () => {
    told
      .given([registered(), ...gone])
      .when({ ...erase, erasureId: holdId })
      .then([]);
  });

  it('of nobody is refused', () => {
    told.given([]).when(erase).thenRefused('customer-unknown');
  });
});

describe('an erased customer', () => {
  const after = (...events: CustomerEvent[]) => told.given([registered(), ...events, ...gone]);

  it('takes no identifier and no details, and is not registered again', () => {
    after()
      .when(add(given('email', 'ada@example.org')))
      .thenRefused('customer-erased');
    after()
      .when({ type: 'ChangeDetails', changes: { name: 'Ada' } })
      .thenRefused('customer-erased');
    after().when(register()).thenRefused('customer-erased');
  });

  it('is neither merged nor parted', () => {
    after().when({ type: 'AbsorbCustomer', absorbedId: tablet, reason: 'sameParty' }).thenRefused('customer-erased');
    after().when({ type: 'BeAbsorbed', survivorId: tablet }).thenRefused('customer-erased');
    after(merged)
      .when({ type: 'ReleaseCustomer', absorbedId: tablet, reason: 'wrongMerge' })
      .thenRefused('customer-erased');
    after(absorbed).when({ type: 'BeRestored', survivorId: tablet }).thenRefused('customer-erased');
  });

  it('is moved by no purchase that becomes known later', () => {
    after()
      .when(follow(['2026-05-01T00:00:00.000Z']))
      .then([]);
  });

  it('takes no hold: there is nothing left to keep', () => {
    after().when(hold).thenRefused('customer-erased');
  });
});

describe('a legal hold', () => {
  it('is placed once, and released once', () => {
    told.given([registered()]).when(hold).then([held]);
    told.given([registered(), held]).when(hold).then([]);
    told.given([registered(), held]).when(release).then([released]);
    told.given([registered(), held, released]).when(release).thenRefused('hold-unknown');
  });

  it('stays with a record whose merge is undone', () => {
    told.given([registered(), absorbed, held, restored]).when(erase).thenRefused('legal-hold');
    told.given([registered(), merged, held, unmerged]).when(erase).thenRefused('legal-hold');
  });
});
