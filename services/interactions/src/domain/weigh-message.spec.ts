import { describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import type { DeliveryPolicy } from './delivery-policy.ts';
import { retryAt } from './delivery-policy.ts';
import { languageFor, weigh, type Circumstances, type ContactPoint } from './weigh-message.ts';

const now = '2026-03-02T22:30:00.000Z';
const { example } = interactionsEvents.MessageRequested;
const facts = { ...example, purpose: 'marketing', expiresAt: '2026-03-04T00:00:00.000Z' };
const address = { customerId: facts.customerId, number: 1, value: 'ana@example.org' };
const contact: ContactPoint = {
  allowed: true,
  addresses: [address],
  name: null,
  language: null,
  timeZone: 'Asia/Shanghai',
};
const policy: DeliveryPolicy = {
  timeZone: 'UTC',
  language: 'en',
  quietHours: [{ from: '21:00', to: '06:00', exceptPurposes: ['safety'] }],
  caps: [],
  retryMinutes: [1, 5],
  keepDays: 7,
  notInComplaint: ['marketing'],
  withoutUnsubscribe: [],
};
const weighed = (change: Partial<Circumstances> = {}, message = facts) =>
  weigh(message, policy, { now, contact, openComplaints: 0, isUndeliverable: () => false, ...change });
const suppressed = (because: string) => ({ do: 'suppress', because });

describe('a message whose turn it is', () => {
  it('is sent to the first address that works', () => {
    expect(weighed()).toEqual({ do: 'send', to: contact, address });
    const second = { ...address, number: 2 };
    const two = { ...contact, addresses: [address, second] };
    expect(weighed({ contact: two, isUndeliverable: ({ number }) => number === 1 })).toMatchObject({ address: second });
  });

  it('is held by the clock of the customer, or by ours where no zone is known', () => {
    expect(weighed({ contact: { ...contact, timeZone: null } })).toEqual({
      do: 'hold',
      until: '2026-03-03T06:00:00.000Z',
    });
    expect(weighed({ contact: { ...contact, timeZone: null } }, { ...facts, purpose: 'safety' }).do).toBe('send');
  });

  it('is not sent where it must not be, and says the first reason', () => {
    expect(weighed({ now: facts.expiresAt })).toEqual(suppressed('expired'));
    expect(weighed({ contact: undefined })).toEqual(suppressed('customerErased'));
    expect(weighed({ contact: { ...contact, allowed: false } })).toEqual(suppressed('noConsent'));
    expect(weighed({ contact: { ...contact, addresses: [] } })).toEqual(suppressed('noAddress'));
    expect(weighed({ isUndeliverable: () => true })).toEqual(suppressed('undeliverable'));
    expect(weighed({ openComplaints: 1 })).toEqual(suppressed('openComplaint'));
    expect(weighed({ openComplaints: 1 }, { ...facts, purpose: 'service' }).do).toBe('send');
  });

  it('that would wait beyond its end is over', () => {
    const short = { ...facts, expiresAt: '2026-03-03T05:00:00.000Z' };
    expect(weighed({ contact: { ...contact, timeZone: null } }, short)).toEqual(suppressed('expired'));
  });
});

describe('further tries', () => {
  it('follow the schedule, wait as long as they are asked to, and end', () => {
    expect(retryAt(policy, 0, now)).toBe('2026-03-02T22:31:00.000Z');
    expect(retryAt(policy, 1, now)).toBe('2026-03-02T22:35:00.000Z');
    expect(retryAt(policy, 0, now, 3600)).toBe('2026-03-02T23:30:00.000Z');
    expect(retryAt(policy, 2, now)).toBeNull();
  });
});

describe('the language', () => {
  it.each([
    ['zh', 'en', 'zh'],
    [undefined, 'zh-Hans-CN', 'zh'],
    [undefined, 'fr', 'en'],
    [undefined, null, 'en'],
  ])('wanted %s and preferred %s is %s', (wanted, preferred, language) => {
    expect(languageFor(wanted, preferred, policy)).toBe(language);
  });
});
