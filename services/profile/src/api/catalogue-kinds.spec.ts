import { describe, expect, it } from '@jest/globals';
import health from '../migrations/health-v1.json' with { type: 'json' };
import lifecycle from '../migrations/lifecycle-v1.json' with { type: 'json' };
import needs from '../migrations/needs-v1.json' with { type: 'json' };
import stages from '../migrations/opportunity-v1.json' with { type: 'json' };
import questionnaire from '../migrations/style-questionnaire-v1.json' with { type: 'json' };
import style from '../migrations/style-v1.json' with { type: 'json' };
import { HEALTH, LIFECYCLE, NEEDS, OPPORTUNITY, PRODUCTS, QUESTIONNAIRE, STYLE } from './catalogue-kinds.ts';

function parsed<T>({ accepts }: { accepts(content: unknown): content is T }, value: unknown): T {
  const copy: unknown = structuredClone(value);
  if (!accepts(copy)) throw new Error('it does not fit its schema');
  return copy;
}
const styles = () => parsed(STYLE, style);
const items = () => parsed(QUESTIONNAIRE, questionnaire);
const known = () => parsed(NEEDS, needs);
const indicators = () => parsed(HEALTH, health);

describe('the catalogues that come with the product', () => {
  it('are without fault', () => {
    expect(STYLE.faults(styles())).toEqual([]);
    expect(QUESTIONNAIRE.faults(items())).toEqual([]);
    expect(NEEDS.faults(known())).toEqual([]);
    expect(HEALTH.faults(indicators())).toEqual([]);
    expect(OPPORTUNITY.faults(parsed(OPPORTUNITY, stages))).toEqual([]);
    expect(LIFECYCLE.faults(parsed(LIFECYCLE, lifecycle))).toEqual([]);
  });

  it('hold all: 5 marks an axis, 12 items, 6 motives, 5 purposes, 5 needs of each kind, 4 indicators', () => {
    const of = (axis: string) => styles().marks.filter(mark => mark.axis === axis).length;
    expect([of('assertiveness'), of('responsiveness'), items().items.length]).toEqual([5, 5, 12]);
    const { motives, purposes, supplyNeeds, serviceNeeds, orientations } = known();
    expect([motives, purposes, supplyNeeds, serviceNeeds, orientations].map(list => list.length)).toEqual([
      6, 5, 5, 5, 3,
    ]);
    expect(indicators().indicators.length).toBe(4);
  });
});

describe('a new version', () => {
  const messages = (faults: readonly { message: string }[]) => faults.map(({ message }) => message).join('; ');

  it('of the styles needs all five, all four ways to adapt, and marks of both axes', () => {
    const { styles: rows, adapt, marks, ...rest } = styles();
    const same = (list: readonly object[]) => list.map(() => list[0]);
    const content = parsed(STYLE, {
      ...rest,
      styles: same(rows),
      adapt: same(adapt),
      marks: marks.filter(({ axis }) => axis === 'assertiveness'),
    });
    const said = messages(STYLE.faults(content));
    for (const lack of ['no balanced', 'no lessResponsive', 'no mark of responsiveness']) expect(said).toContain(lack);
  });

  it('of the questionnaire offers each style once an item, and asks for no more answers than there are items', () => {
    const content = items();
    const first = content.items[0];
    if (first?.choices[0]) first.choices[0].style = 'driver';
    const said = messages(QUESTIONNAIRE.faults({ ...content, minimumAnswered: 13 }));
    expect(said).toContain('no analytical');
    expect(said).toContain('more than there are items');
  });

  it('of the needs has no code twice', () => {
    const content = known();
    const doubled = { ...content, motives: [...content.motives, ...content.motives] };
    expect(messages(NEEDS.faults(doubled))).toContain('pride more than once');
  });

  it('of the stages has some that are closed and some that are not', () => {
    const content = parsed(OPPORTUNITY, stages);
    const open = content.stages.filter(({ closed }) => !closed);
    expect(messages(OPPORTUNITY.faults({ stages: open }))).toBe('has no closed stage');
  });

  it('of the products has none twice, and one price in a currency from a day on', () => {
    const price = { minor: 1250, currency: 'EUR', from: '2026-01-01' };
    const product = { code: 'pallet', text: { en: 'Pallet', zh: '托盘' }, unit: 'piece', active: true };
    const content = parsed(PRODUCTS, { products: [{ ...product, prices: [price, { ...price, minor: 1300 }] }] });
    expect(messages(PRODUCTS.faults(content))).toBe('has EUR from 2026-01-01 more than once');
    expect(PRODUCTS.faults({ products: [] })).toEqual([]);
  });

  it('of the indicators says for each score what it stands for, once', () => {
    const content = indicators();
    content.indicators[0]?.anchors.pop();
    expect(messages(HEALTH.faults(content))).toContain('what 9 stands for');
  });
});
