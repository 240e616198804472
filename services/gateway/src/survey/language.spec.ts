import { describe, expect, it } from '@jest/globals';
import { languageFor } from './language.ts';

describe('the language of the page', () => {
  it.each([
    ['zh', 'en', 'en', 'zh'],
    [undefined, 'zh', 'en', 'zh'],
    [undefined, undefined, 'zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    [undefined, undefined, 'en;q=0.5, zh-TW;q=0.8', 'zh'],
    [undefined, undefined, 'de-CH, fr;q=0.9, zh;q=0.1', 'zh'],
    [undefined, undefined, 'zh;q=0, de', 'en'],
    ['fr', undefined, undefined, 'en'],
    [['zh'], undefined, ';;q=x,,', 'en'],
  ] as const)('chosen %s, invited %s, accepted %s: %s', (chosen, invited, accepted, language) => {
    expect(languageFor(chosen, invited, accepted)).toBe(language);
  });
});
