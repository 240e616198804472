import { describe, expect, it } from '@jest/globals';
import { meanCsat, pleasing } from './channel-facts.ts';

const row = (channel: string, score: number | null, answers: number) => ({
  channel,
  interactions: 10,
  share: 0.5,
  meanCsat: score,
  nCsat: answers,
  complaints: 0,
});

describe('comparing channels', () => {
  it('weighs each channel by its answers', () => {
    expect(meanCsat([row('phone', 4, 30), row('chat', 2, 10)])).toBe(3.5);
    expect(meanCsat([row('phone', null, 0)])).toBeNull();
  });

  it('names best and worst only among channels with enough answers', () => {
    const found = pleasing([row('phone', 4, 30), row('chat', 5, 3), row('web', 3.2, 40)]);
    expect(found?.best.channel).toBe('phone');
    expect(found?.worst.channel).toBe('web');
    expect(pleasing([row('phone', 4, 30)])).toBeNull();
  });
});
