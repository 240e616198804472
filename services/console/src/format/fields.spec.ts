import { describe, expect, it } from '@jest/globals';
import { codeOf, given, localMinute } from './fields.ts';

describe('what a form field holds', () => {
  it('is local time to the minute', () => {
    const at = new Date(2026, 2, 5, 9, 7, 30);
    expect(localMinute(at.getTime())).toBe('2026-03-05T09:07');
  });

  it('turns a name into a code that an event may carry', () => {
    expect(codeOf('Ada Byron')).toBe('ada-byron');
    expect(codeOf(' 7 agents! ')).toBe('agents');
    expect(codeOf('李薇')).toBe('agent');
  });

  it('leaves out what was not said', () =>
    expect(given({ apology: true, thanks: false, whyText: '  ', apologyText: 'Sorry' })).toEqual({
      apology: true,
      apologyText: 'Sorry',
    }));
});
