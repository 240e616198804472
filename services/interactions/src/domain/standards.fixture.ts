import type { Rules, Standard, StandardForm } from './standard.ts';
import { ada, at, nth } from './matter.fixture.ts';
import type { Measured } from './service-clock.ts';
import type { Due } from './standard-due.ts';

const day = [['09:00', '17:00']];
export const office = { zone: 'UTC', week: [day, day, day, day, day, [], []], holidays: [] };

export const standard = (code: string, more: Partial<StandardForm>, version = 1, validFrom = at(1)): Standard => ({
  code,
  version,
  validFrom,
  form: {
    name: { en: code, zh: code },
    on: true,
    measure: 'answer',
    limits: [{ limit: 20 }],
    unit: 'seconds',
    target: 0.8,
    ...more,
  },
});

const hours = { unit: 'businessHours', calendar: 'office', target: 0.9 } as const;

/** E-mail in four business hours (gold in two), calls in 20 seconds, solved in 16 hours, handed over once, idle for four; called back in 16. */
export const rules: Rules = {
  calendars: [{ code: 'office', version: 1, validFrom: at(1), form: office }],
  standards: [
    standard('phone.answer', { channels: ['phone'] }),
    standard('written.answer', {
      ...hours,
      channels: ['email', 'web'],
      limits: [{ valueClass: 'gold', limit: 2 }, { limit: 4 }],
    }),
    standard('written.resolve', { ...hours, measure: 'resolve', channels: ['email'], limits: [{ limit: 16 }] }),
    standard('flow.idle', { ...hours, measure: 'idle', limits: [{ limit: 4 }] }),
    standard('flow.handOvers', { measure: 'handOvers', unit: 'count', limits: [{ limit: 1 }] }),
    standard('flow.repeats', { measure: 'repeats', unit: 'count', limits: [{ limit: 0 }] }),
    standard('visit.window', { measure: 'visitWindow', unit: 'minutes', limits: [{ limit: 5 }] }),
    standard('order.right', { measure: 'orderRight', unit: 'count', limits: [{ limit: 0 }] }),
    standard('promise.kept', { measure: 'promiseKept', unit: 'count', limits: [{ limit: 0 }] }),
    standard('callBack.done', {
      ...hours,
      measure: 'callBack',
      limits: [{ valueClass: 'gold', limit: 8 }, { limit: 16 }],
    }),
  ],
};

/** What an e-mail of Monday, 2 March, nine o'clock was promised. */
export const measured: Measured = {
  clockId: nth(20),
  standard: 'written.answer',
  version: 1,
  measure: 'answer',
  limit: 4,
  unit: 'businessHours',
  target: 0.9,
  customerId: ada,
  interactionId: nth(1),
  channel: 'email',
  valueClass: 'other',
  contactType: 'support',
  since: at(2, '09:00'),
};
export const due: Due = { warnAt: at(2, '12:12'), dueAt: at(2, '13:00'), escalateAt: at(2, '17:00') };
