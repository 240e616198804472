import { describe, expect, it } from '@jest/globals';
import { BEHIND } from '../projections/figure-events.ts';
import { timeline } from '../projections/timeline.projection.ts';
import { FIGURE_OF, SHOWN_BESIDE } from '../projections/view-figures.ts';
import { viewOf } from './figures.fixture.ts';
import { definitionOf, FIGURES, figureShown } from './figures.ts';

const view = viewOf({ customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f' });

describe('the figures of the view', () => {
  it('are each named by a place of it, or shown beside it', () => {
    const named = [...Object.values(FIGURE_OF).filter(figure => figure !== null), ...Object.keys(SHOWN_BESIDE)];
    expect([...new Set<string>(named)].sort()).toEqual([...FIGURES].sort());
  });

  it.each(FIGURES)('%s is defined in both languages, and says when it was what it is', figure => {
    const { name, asOf } = figureShown(figure, view);
    for (const text of [name, definitionOf(figure)]) {
      expect(text.en).not.toBe('');
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
    }
    expect(Date.parse(asOf)).not.toBeNaN();
  });

  it.each(FIGURES)('%s rests on events that the timeline keeps', figure => {
    expect(BEHIND[figure](view).types.filter(type => !timeline.types.has(type))).toEqual([]);
  });

  it('are dated with their own day where they have one, and led to where they are worked out', () => {
    const judged = viewOf({ satisfaction: { value: 61.2, asOf: '2026-03-01T00:00:00.000Z' } });
    expect(figureShown('satisfaction', judged)).toMatchObject({ value: 61.2, asOf: '2026-03-01T00:00:00.000Z' });
    expect(figureShown('owed', view)).toMatchObject({
      shownBy: `/api/analytics/v1/customers/${view.customerId}/satisfaction`,
    });
    expect(figureShown('owed', view)).not.toHaveProperty('value');
  });
});
