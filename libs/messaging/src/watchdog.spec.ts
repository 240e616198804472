import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Watchdog } from './watchdog.ts';

describe('the watchdog of a reader', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const after = (seconds: number): void => void jest.setSystemTime(Date.now() + seconds * 1000);

  it('looks when nothing has come for twenty seconds', () => {
    const dog = new Watchdog();
    after(19);
    expect(dog.due()).toBe(false);
    after(1);
    expect(dog.due()).toBe(true);
  });

  it('wants a client replaced that left something lying at two looks, the second soon after the first', () => {
    const dog = new Watchdog();
    after(20);
    expect(dog.looked(true)).toBe(false);
    after(2);
    expect(dog.due()).toBe(true);
    expect(dog.looked(true)).toBe(true);
  });

  it('is content with a client that goes on between the looks', () => {
    const dog = new Watchdog();
    after(20);
    dog.looked(true);
    dog.progressed();
    after(2);
    expect(dog.due()).toBe(false);
    after(18);
    expect(dog.looked(true)).toBe(false);
  });

  it('is content with a client that has nothing to bring', () => {
    const dog = new Watchdog();
    after(20);
    expect(dog.looked(false)).toBe(false);
    after(2);
    expect(dog.due()).toBe(false);
  });

  it('begins anew with the client that took the place', () => {
    const dog = new Watchdog();
    after(20);
    dog.looked(true);
    dog.looked(true);
    after(20);
    expect(dog.looked(true)).toBe(false);
  });
});
