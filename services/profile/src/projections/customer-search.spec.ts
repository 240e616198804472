import { describe, expect, it } from '@jest/globals';
import { wordsQuery } from './customer-search.ts';

describe('what somebody typed', () => {
  it('is looked for as the beginnings of all its words', () => {
    expect(wordsQuery('ada lov')).toBe("'ada':* & 'lov':*");
    expect(wordsQuery(' ada,  ')).toBe("'ada':*");
    expect(wordsQuery(',')).toBe('');
  });

  it('is looked for as one number too where it reads as one', () => {
    expect(wordsQuery('(201) 555', '+1201555')).toBe("'(201)':* & '555':* | '+1201555':* | '201555':*");
  });

  it('cannot leave its quotes', () => {
    expect(wordsQuery("o'neil\\")).toBe("'o''neil\\\\':*");
  });
});
