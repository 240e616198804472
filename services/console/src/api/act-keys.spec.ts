import { describe, expect, it } from '@jest/globals';
import { actKeys } from './act-keys.ts';
import { Problem } from './problem.ts';

const problem = (status: number): Problem => new Problem({ status, slug: 'any', title: 'Any' });

describe('the key of an act', () => {
  it('stays when nothing came back and the same is sent again', () => {
    const keys = actKeys();
    const first = keys.of({ reason: 'audit' });
    keys.ended(problem(0));
    expect(keys.of({ reason: 'audit' })).toBe(first);
    keys.ended(problem(503));
    expect(keys.of({ reason: 'audit' })).toBe(first);
  });

  it('is another for something else', () => {
    const keys = actKeys();
    const first = keys.of({ reason: 'audit' });
    expect(keys.of({ reason: 'litigation' })).not.toBe(first);
  });

  it('is another once the act was done, or refused', () => {
    const keys = actKeys();
    const done = keys.of(undefined);
    keys.ended();
    const refused = keys.of(undefined);
    keys.ended(problem(409));
    expect(new Set([done, refused, keys.of(undefined)]).size).toBe(3);
  });
});
