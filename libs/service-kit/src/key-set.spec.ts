import { describe, expect, it, jest } from '@jest/globals';
import { exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import { keySet } from './key-set.ts';

const { publicKey } = await generateKeyPair('ES256', { extractable: true });
const jwk = await exportJWK(publicKey);
const keys = (...kids: string[]): JSONWebKeySet => ({ keys: kids.map(kid => ({ ...jwk, kid, alg: 'ES256' })) });
const nothing = (): void => undefined;
const asked = (kid: string) =>
  [
    { alg: 'ES256', kid },
    { payload: '', signature: '' },
  ] as const;

describe('a key set', () => {
  it('is read once for many, and not again for a flood of unknown keys', async () => {
    const read = jest.fn(async () => keys('a'));
    const set = keySet('https://issuer.example/jwks', nothing, read);
    await Promise.all(Array.from({ length: 20 }, () => set.key(...asked('a'))));
    for (let i = 0; i < 50; i++) await expect(set.key(...asked(`unknown${i}`))).rejects.toThrow('no applicable key');
    expect(read).toHaveBeenCalledTimes(1);
    set.close();
  });

  it('that cannot be read is unavailable, not a refusal, and is asked for again', async () => {
    let up = false;
    const set = keySet('https://issuer.example/jwks', nothing, async () => {
      if (!up) throw new Error('down');
      return keys('a');
    });
    await expect(set.key(...asked('a'))).rejects.toMatchObject({ slug: 'unavailable' });
    up = true;
    await new Promise(resolve => setTimeout(resolve, 1_050));
    await expect(set.key(...asked('a'))).resolves.toBeDefined();
    set.close();
  });

  it('takes up a rotated key after its cooldown, tells of the change, and serves the old set in an outage', async () => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(0);
    let current: JSONWebKeySet | undefined = keys('a');
    const changed = jest.fn();
    const set = keySet('https://issuer.example/jwks', changed, async () => {
      if (current === undefined) throw new Error('down');
      return current;
    });
    await set.key(...asked('a'));
    current = keys('b');
    await expect(set.key(...asked('b'))).rejects.toThrow('no applicable key');
    clock.mockReturnValue(31_000);
    await expect(set.key(...asked('b'))).resolves.toBeDefined();
    expect(changed).toHaveBeenCalledTimes(2);
    current = undefined;
    clock.mockReturnValue(62_000);
    await expect(set.key(...asked('c'))).rejects.toThrow('no applicable key');
    await expect(set.key(...asked('b'))).resolves.toBeDefined();
    set.close();
    clock.mockRestore();
  });
});
