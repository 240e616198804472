import { describe, expect, it } from '@jest/globals';
import { pressed } from './work-keys.ts';

describe('keys on the list of work', () => {
  it('move by one, and stay on the list', () => {
    expect(pressed('j', -1, 3)).toEqual({ at: 0 });
    expect(pressed('j', 2, 3)).toEqual({ at: 2 });
    expect(pressed('k', 0, 3)).toEqual({ at: 0 });
    expect(pressed('k', 2, 3)).toEqual({ at: 1 });
  });

  it('act on the row that was chosen, and on none before', () => {
    expect(pressed('d', 1, 3)).toEqual({ at: 1, act: 'done' });
    expect(pressed('c', -1, 3)).toBeUndefined();
    expect(pressed('r', 5, 3)).toEqual({ at: 2, act: 'later' });
    expect(pressed('x', 1, 3)).toBeUndefined();
    expect(pressed('j', 0, 0)).toBeUndefined();
  });
});
