import { describe, expect, it } from '@jest/globals';
import { widestGap } from './widest-gap.ts';

const answer = (dimension: string, expectation: number, perception: number) => ({ dimension, expectation, perception });

describe('what the timeline tells of a SERVQUAL survey', () => {
  it('is where it fell shortest of what was expected', () => {
    const answers = [answer('empathy', 5, 5), answer('responsiveness', 6, 3), answer('assurance', 7, 6)];
    expect(widestGap(answers)).toEqual({ widestGap: answer('responsiveness', 6, 3) });
  });

  it('is nothing where no question was answered', () => expect(widestGap([])).toEqual({}));
});
