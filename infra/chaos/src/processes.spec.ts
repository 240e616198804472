import { describe, expect, it } from '@jest/globals';
import { grown } from './processes.ts';

describe('what a process holds after a long time', () => {
  const before = { rss: 100, files: 50 };

  it('may be a tenth more', () => expect(grown(before, { rss: 110, files: 55 })).toEqual([]));

  it('is told where it is more than that', () => {
    expect(grown(before, { rss: 111, files: 56 })).toEqual([
      'memory grew from 100 to 111 MB',
      'open files grew from 50 to 56',
    ]);
  });
});
