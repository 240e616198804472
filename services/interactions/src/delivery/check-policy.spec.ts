import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@rapport/decider';
import shipped from '../migrations/delivery-v1.json' with { type: 'json' };
import { compile } from '@rapport/service-kit';
import { checkPolicy } from './check-policy.ts';
import { policy } from './delivery.fixture.ts';
import { Policy } from './policy-bodies.ts';

const quiet = (from: string, to: string, channels?: ['sms']) => ({
  from,
  to,
  exceptPurposes: [],
  ...(channels && { channels }),
});
const pointersOf = (change: object): string[] => {
  try {
    checkPolicy({ ...policy, ...change });
  } catch (error) {
    if (error instanceof DomainError) return error.errors.map(({ pointer }) => pointer);
    throw error;
  }
  return [];
};

describe('how messages are sent', () => {
  it('ships as a policy that can be followed', () => {
    const { policy: first } = shipped;
    expect(compile(Policy).errors(first)).toEqual([]);
    expect(pointersOf({ timeZone: first.timeZone })).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ['in no known zone', { timeZone: 'Mars/Base' }, ['/policy/timeZone']],
    ['with quiet hours that last a day', { quietHours: [quiet('08:00', '08:00')] }, ['/policy/quietHours/0/to']],
    [
      'never by some channel',
      { quietHours: [quiet('08:00', '20:00', ['sms']), quiet('20:00', '08:00')] },
      ['/policy/quietHours'],
    ],
  ])('is refused %s', (_name, change, pointers) => {
    expect(pointersOf(change)).toEqual(pointers);
  });

  it('may rest by day for one channel and by night for all', () => {
    expect(pointersOf({ quietHours: [quiet('08:00', '20:00', ['sms']), quiet('21:00', '07:00')] })).toEqual([]);
  });
});
