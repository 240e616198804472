import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { axesOf, observedStyle, styleKnown, type Observation, type StyleRule } from './style-of.ts';

const rule: StyleRule = { marksPerAxis: 3, contacts: 2, balancedWithin: 0.2, months: 24 };
const at = '2026-03-01T09:00:00.000Z';
const seen = (
  contact: string,
  assertive: readonly number[],
  responsive: readonly number[],
  when = at,
): Observation => ({
  contact,
  at: when,
  marks: [
    ...assertive.map(value => ({ axis: 'assertiveness', value })),
    ...responsive.map(value => ({ axis: 'responsiveness', value })),
  ],
});
const answers = { at, choices: { analytical: 1, amiable: 2, driver: 6, expressive: 3 }, styles: ['driver'] };

describe('the style that agents observed', () => {
  it('needs three marks an axis, from two contacts', () => {
    const first = seen('c1', [1, 1], [-1, -1]);
    expect(observedStyle([], rule)).toBeUndefined();
    expect(observedStyle([seen('c1', [1, 1, 1], [1, 1, 1])], rule)).toBeUndefined();
    expect(observedStyle([first, seen('c2', [1], [])], rule)).toBeUndefined();
    expect(observedStyle([first, seen('c2', [1], [-1])], rule)).toMatchObject({
      styles: ['driver'],
      marks: 6,
      contacts: 2,
    });
  });

  it.each([
    [[-1, -1], [-1, -1], ['analytical']],
    [[-1, -1], [1, 1], ['amiable']],
    [[1, 1], [-1, -1], ['driver']],
    [[1, 1], [1, 1], ['expressive']],
    [[0, 0], [0, 0], ['balanced']],
    [
      [1, -1],
      [1, 1],
      ['amiable', 'expressive'],
    ],
  ])('is the quadrant of the two means: %o and %o', (assertive, responsive, styles) => {
    expect(observedStyle([seen('c1', assertive, responsive), seen('c2', assertive, responsive)], rule)?.styles).toEqual(
      styles,
    );
  });

  it('is balanced where both means are at most a fifth from the middle, and not a little beyond', () => {
    const fifth = [1, 0, 0, 0, 0];
    expect(observedStyle([seen('c1', fifth, fifth), seen('c2', fifth, fifth)], rule)?.styles).toEqual(['balanced']);
    const quarter = [1, 0, 0, 0];
    expect(observedStyle([seen('c1', quarter, fifth), seen('c2', quarter, fifth)], rule)?.styles).toEqual([
      'expressive',
    ]);
  });

  it('has the date of the newest, and leaves out what had faded by then', () => {
    const old = seen('c0', [-1, -1, -1, -1], [-1, -1, -1, -1], '2024-02-29T00:00:00.000Z');
    const known = observedStyle([old, seen('c1', [1, 1], [1, 1]), seen('c2', [1], [1])], rule);
    expect(known).toMatchObject({ styles: ['expressive'], asOf: at, until: '2028-03-01T09:00:00.000Z', marks: 6 });
  });
});

describe('the style that is known', () => {
  const observed = [seen('c1', [-1, -1], [1, 1]), seen('c2', [-1], [1], '2026-05-01T09:00:00.000Z')];
  const known = (now: string, said = [answers]) => styleKnown(said, observed, () => rule, now);

  it('is what the customer said, though agents observed otherwise since', () => {
    expect(known('2026-06-01T00:00:00.000Z')).toMatchObject({
      source: 'answers',
      styles: ['driver'],
      strengths: { analytical: 0.0833, amiable: 0.1667, driver: 0.5, expressive: 0.25 },
      assertiveness: 0.5,
      responsiveness: -0.1667,
    });
  });

  it('is what was observed once the answers are two years old, and nothing when that is too', () => {
    expect(known('2028-03-01T08:59:59.999Z')?.source).toBe('answers');
    expect(known('2028-03-01T09:00:00.000Z')).toMatchObject({ source: 'observation', styles: ['amiable'] });
    expect(known('2028-05-01T09:00:00.000Z')).toBeNull();
  });

  it('rests on the newest answers', () => {
    const again = { at: '2026-04-01T00:00:00.000Z', choices: { ...answers.choices, amiable: 9 }, styles: ['amiable'] };
    expect(known('2026-06-01T00:00:00.000Z', [answers, again])?.styles).toEqual(['amiable']);
  });
});

describe('for all observations', () => {
  const value = fc.integer({ min: -1, max: 1 });
  const values = fc.array(value, { maxLength: 5 });
  const observations = fc.array(
    fc
      .tuple(fc.constantFrom('c1', 'c2', 'c3'), values, values, fc.integer({ min: 1, max: 28 }))
      .map(([contact, assertive, responsive, day]) =>
        seen(contact, assertive, responsive, `2026-03-${String(day).padStart(2, '0')}T00:00:00.000Z`),
      ),
    { maxLength: 8 },
  );

  it('their order makes no difference', () => {
    const shuffled = observations.chain(list =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(observedStyle(other, rule)).toEqual(observedStyle(list, rule));
      }),
    );
  });

  it('turned round, they give the style across from it', () => {
    const across = { analytical: 'expressive', expressive: 'analytical', driver: 'amiable', amiable: 'driver' };
    const opposite = new Map([...Object.entries(across), ['balanced', 'balanced']]);
    fc.assert(
      fc.property(observations, list => {
        const turned = list.map(each => ({ ...each, marks: each.marks.map(m => ({ ...m, value: 0 - m.value })) }));
        const [style, other] = [observedStyle(list, rule), observedStyle(turned, rule)];
        expect(other?.styles.toSorted()).toEqual(style?.styles.map(each => opposite.get(each)).toSorted());
      }),
    );
  });
});

it('axes are shares of what was answered: from −1 to 1, and nought where all are alike', () => {
  const count = fc.nat(12);
  fc.assert(
    fc.property(count, count, count, count, (analytical, amiable, driver, expressive) => {
      const { assertiveness, responsiveness, strengths } = axesOf({ analytical, amiable, driver, expressive });
      for (const axis of [assertiveness, responsiveness]) expect(Math.abs(axis)).toBeLessThanOrEqual(1);
      const sum = Object.values(strengths).reduce((one, other) => one + other, 0);
      if (analytical + amiable + driver + expressive > 0) expect(sum).toBeCloseTo(1, 3);
    }),
  );
  expect(axesOf({ analytical: 3, amiable: 3, driver: 3, expressive: 3 })).toMatchObject({
    assertiveness: 0,
    responsiveness: 0,
  });
});
