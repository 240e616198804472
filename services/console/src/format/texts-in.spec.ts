import { expect, it } from '@jest/globals';
import { textsIn } from './texts-in.ts';

it('finds the text of each code, however deep it lies', () => {
  const purpose = { code: 'survey', text: { en: 'Surveys', zh: '调查' }, months: 3 };
  const style = { code: 'driver', name: { en: 'Driver', zh: '驱动型' }, serveSo: { en: 'Be brief', zh: '简短' } };
  expect(textsIn({ purposes: [purpose], deeper: { styles: [style] }, count: 2 })).toEqual({
    survey: purpose.text,
    driver: style.name,
  });
});
