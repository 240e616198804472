import { describe, expect, it } from '@jest/globals';
import { placeOf, servicesOf } from './place.ts';

describe('the id of a parked event', () => {
  it('names its service, or has it beside it', () => {
    expect(placeOf('complaints/12')).toEqual({ service: 'complaints', id: 12 });
    expect(placeOf('7', 'loyalty')).toEqual({ service: 'loyalty', id: 7 });
    expect(placeOf('complaints/12', 'loyalty')).toEqual({ service: 'complaints', id: 12 });
  });

  it.each([
    ['twelve', undefined, 'no id'],
    ['complaints/0', undefined, 'no id'],
    ['12', undefined, 'of which service'],
    ['gateway/12', undefined, "no service 'gateway'"],
    ['12', 'billing', "no service 'billing'"],
  ])('is refused as %s of %s', (text, service, words) => {
    expect(() => placeOf(text, service)).toThrow(words);
  });

  it('is looked for in one service or in all', () => {
    expect(servicesOf('profile')).toEqual(['profile']);
    expect(servicesOf(undefined)).toHaveLength(5);
  });
});
