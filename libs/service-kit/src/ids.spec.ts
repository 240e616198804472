import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v5, validate, version } from 'uuid';
import { itemId, newId, sourceId } from './ids.ts';

describe('an id', () => {
  it('is a UUIDv7 of now', () => {
    const id = newId();
    expect(validate(id) && version(id)).toBe(7);
    expect(Math.abs(parseInt(id.replaceAll('-', '').slice(0, 12), 16) - Date.now())).toBeLessThan(1_000);
  });

  it('is the UUIDv5 of source and id', () => {
    const namespace = '6f1c3a52-6d0e-5a7e-9f63-0b6b7a8f4e21';
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, (source, id) => {
        expect(sourceId(source, id)).toBe(v5(`${source}\n${id}`, namespace));
      }),
    );
  });

  it('is the same for the same thing of the same source, and for nothing else', () => {
    expect(sourceId('shop', '1')).toBe(sourceId('shop', '1'));
    expect(version(sourceId('shop', '1'))).toBe(5);
    expect(sourceId('shop', '11')).not.toBe(sourceId('shop1', '1'));
    expect(itemId({ source: 'shop', sourceId: '1' })).toBe(sourceId('shop', '1'));
    expect(itemId({ source: 'shop' })).not.toBe(itemId({ source: 'shop' }));
  });
});
