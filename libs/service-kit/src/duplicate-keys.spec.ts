import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { duplicateKeys } from './duplicate-keys.ts';

const found = (text: string) => duplicateKeys(text, JSON.parse(text));

describe('keys that are there twice', () => {
  it.each([
    ['{"a":1,"a":1}', '/a'],
    ['{"a":1,"\\u0061" : 2}', '/a'],
    ['{"x":{"a":[1,{"b":1},{"c":",","b":2,"c":3}]}}', '/x/a/2/c'],
    ['[[],{"a~/":1,"a~/":{"b":2}}]', '/1/a~0~1'],
    ['{"__proto__":1,"__proto__":2}', '/__proto__'],
    ['{"":0,"":0}', '/'],
  ])('are found in %s', (text, pointer) => {
    expect(found(text)).toEqual([{ pointer, message: 'is there twice' }]);
  });

  it.each(['1', '"a:"', '{"a":"{\\"a\\":1}","b":{"a":1}}', '[{"a":1},{"a":1}]', '{"a":"\\\\","b":"c\\":d"}'])(
    'are not found in %s',
    text => {
      expect(found(text)).toEqual([]);
    },
  );

  it('are not found in what JSON.stringify writes', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 6 }), text => expect(found(text)).toEqual([])));
  });

  it('are found wherever a key is put in a second time', () => {
    const twice = fc.tuple(fc.string(), fc.jsonValue(), fc.jsonValue()).map(([key, one, other]) => {
      const name = JSON.stringify(key);
      return `{${name}:${JSON.stringify(one)},${name}:${JSON.stringify(other)}}`;
    });
    fc.assert(fc.property(twice, text => expect(found(text)).toHaveLength(1)));
  });

  it('are looked for at any depth without running out of stack', () => {
    const deep = `${'{"a":['.repeat(100_000)}${']}'.repeat(100_000)}`;
    expect(found(deep)).toEqual([]);
  });

  it('are looked for in long texts', () => {
    expect(found(JSON.stringify({ a: 'x'.repeat(1_000_000), b: '\\'.repeat(100_000) }))).toEqual([]);
    expect(found(`{"a":"${'x'.repeat(1_000_000)}","a":1}`)).toHaveLength(1);
  });
});
