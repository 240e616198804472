import { describe, expect, it } from '@jest/globals';
import { within } from './within.ts';

describe('waiting for an answer for so long', () => {
  it('passes the answer on', async () => {
    await expect(within('asking', Promise.resolve(7), 1000)).resolves.toBe(7);
  });

  it('passes the reason on why there is none', async () => {
    await expect(within('asking', Promise.reject(new Error('away')), 1000)).rejects.toThrow('away');
  });

  it('does not wait for an answer that never comes', async () => {
    await expect(within('asking', new Promise(() => undefined), 20)).rejects.toThrow('asking took longer than 0.02 s');
  });
});
