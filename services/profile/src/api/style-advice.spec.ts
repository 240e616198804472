import { describe, expect, it } from '@jest/globals';
import style from '../migrations/style-v1.json' with { type: 'json' };
import { STYLE } from './catalogue-kinds.ts';
import type { StyleContent } from './catalogue-shapes.ts';
import { adviceFor, differences } from './style-advice.ts';

function catalogue(): StyleContent {
  const content: unknown = style;
  if (!STYLE.accepts(content)) throw new Error('the default does not fit its schema');
  return content;
}
const axes = (assertiveness: number, responsiveness: number, ...styles: string[]) => ({
  assertiveness,
  responsiveness,
  styles,
});
const driver = axes(0.6, -0.6, 'driver');
const amiable = axes(-0.6, 0.6, 'amiable');

describe('the advice on serving a customer', () => {
  it('is another for another agent, though the customer is the same', () => {
    expect(differences(driver, amiable, 0.2)).toEqual(['moreAssertive', 'lessResponsive']);
    expect(differences(driver, driver, 0.2)).toEqual([]);
    expect(differences(amiable, driver, 0.2)).toEqual(['lessAssertive', 'moreResponsive']);
  });

  it('sees no difference where both are near to each other', () => {
    expect(differences(axes(0.2, 0), axes(0, -0.2), 0.2)).toEqual([]);
    expect(differences(axes(0.21, 0), axes(0, 0.21), 0.2)).toEqual(['moreAssertive', 'lessResponsive']);
  });

  it('has the row of the style and the ways to adapt, in both languages', () => {
    const advice = adviceFor(driver, amiable, catalogue());
    expect(advice.serve.map(({ code }) => code)).toEqual(['driver']);
    expect(advice.serve[0]?.complains.en).toBe('An owner, a date, one decision');
    expect(advice.adapt.map(({ advice: { en } }) => en)).toEqual([
      'More assertive than you: shorten, offer choice',
      'Less responsive than you: facts first',
    ]);
    expect(advice.adapt.every(({ advice: { zh } }) => zh.length > 0)).toBe(true);
    expect(advice.relativeTo).toEqual(['amiable']);
  });

  it('has both rows where two styles lead, and nothing to adapt to before the agent has appraised themselves', () => {
    const advice = adviceFor(axes(0, 0.5, 'amiable', 'expressive'), undefined, catalogue());
    expect(advice.serve.map(({ code }) => code)).toEqual(['amiable', 'expressive']);
    expect(advice).toMatchObject({ adapt: [], relativeTo: null });
  });
});
