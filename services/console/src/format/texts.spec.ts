import { expect, it } from '@jest/globals';
import { textIn } from './texts.ts';

it('is Chinese on a Chinese screen and English on every other', () => {
  const text = { en: 'facts first', zh: '先说事实' };
  expect(['zh', 'zh-CN', 'en', 'de'].map(locale => textIn(text, locale))).toEqual([text.zh, text.zh, text.en, text.en]);
});
