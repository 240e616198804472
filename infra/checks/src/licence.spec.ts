import { describe, expect, it } from '@jest/globals';
import { isAllowed, licenceOf } from './licence.ts';

describe('a licence', () => {
  it.each(['MIT', 'Apache-2.0', '(MIT OR GPL-3.0-only)', 'Apache-2.0 AND MIT', '(MIT AND Zlib) OR AGPL-3.0-only'])(
    'is taken: %s',
    expression => expect(isAllowed(expression)).toBe(true),
  );

  it.each([
    'GPL-3.0-only',
    'MIT AND GPL-3.0-only',
    '(MIT OR ISC) AND SSPL-1.0',
    'UNLICENSED',
    'SEE LICENSE IN x',
    'none',
  ])('is refused: %s', expression => expect(isAllowed(expression)).toBe(false));

  it('is read in each form it was ever written in', () => {
    expect(licenceOf({ license: 'ISC' })).toBe('ISC');
    expect(licenceOf({ license: { type: 'MIT' } })).toBe('MIT');
    expect(licenceOf({ licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] })).toBe('MIT OR GPL-2.0');
    expect(licenceOf({})).toBe('none');
  });
});
