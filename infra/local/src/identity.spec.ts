import { describe, expect, it } from '@jest/globals';
import { hasEnded, isAlive, parseStat, startOf } from './identity.ts';

describe('the identity of a process', () => {
  it('is read past a program name with blanks and brackets', () => {
    const stat = '42 (a (b) c) S 1 42 42 0 -1 4194560 1 0 0 0 250 50 30 20 20 0 11 0 987654 1 2';
    expect(parseStat(stat)).toEqual({
      pid: 42,
      state: 'S',
      parent: 1,
      ticks: 300,
      reaped: 50,
      threads: 11,
      started: '987654',
    });
  });

  it('is unknown where the line is cut short', () => {
    expect(parseStat('42 (node) S 1')).toBeUndefined();
    expect(parseStat('')).toBeUndefined();
  });

  it('holds for the process that it was taken from', () => {
    const started = startOf(process.pid);
    expect(started).toBeDefined();
    expect(isAlive({ pid: process.pid, started: started ?? '' })).toBe(true);
  });

  it('has ended when its last thread has', () => {
    expect(hasEnded({ state: 'Z', threads: 1 })).toBe(true);
    expect(hasEnded({ state: 'Z', threads: 11 })).toBe(false);
    expect(hasEnded({ state: 'S', threads: 11 })).toBe(false);
  });

  it('does not hold for another process with the same number', () => {
    expect(isAlive({ pid: 42, started: '100' }, () => '200')).toBe(false);
  });

  it('does not hold once the process has ended', () => {
    expect(isAlive({ pid: 42, started: '100' }, () => undefined)).toBe(false);
  });
});
