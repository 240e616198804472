import type { StyleKnown } from '../projections/style-of.ts';
import type { StyleContent } from './catalogue-shapes.ts';

type Axes = Pick<StyleKnown, 'styles' | 'assertiveness' | 'responsiveness'>;
type Row = StyleContent['styles'][number];
type When = StyleContent['adapt'][number]['when'];

/** How this agent best serves this customer. Texts in English and Chinese, from the catalogue. */
export interface Advice {
  /** What holds for the customer's style, whoever serves them. */
  readonly serve: readonly Pick<Row, 'code' | 'name' | 'marks' | 'serveSo' | 'avoid' | 'complains'>[];
  /** How to change from one's own manner; empty where the two are alike. */
  readonly adapt: readonly StyleContent['adapt'][number][];
  /** The agent's own styles; null where they have not appraised themselves, so that nothing is said of adapting. */
  readonly relativeTo: readonly string[] | null;
}

/** Where the customer stands as seen from the agent, on each axis; near to each other is alike. */
export function differences(customer: Axes, agent: Axes, sameWithin: number): When[] {
  const compared = (by: number, less: When, more: When): When[] =>
    Math.abs(by) <= sameWithin ? [] : [by < 0 ? less : more];
  return [
    ...compared(customer.assertiveness - agent.assertiveness, 'lessAssertive', 'moreAssertive'),
    ...compared(customer.responsiveness - agent.responsiveness, 'lessResponsive', 'moreResponsive'),
  ];
}

export function adviceFor(customer: Axes, agent: Axes | undefined, { styles, adapt, rule }: StyleContent): Advice {
  const needed = agent ? differences(customer, agent, rule.sameWithin) : [];
  return {
    serve: styles
      .filter(({ code }) => customer.styles.includes(code))
      .map(({ code, name, marks, serveSo, avoid, complains }) => ({ code, name, marks, serveSo, avoid, complains })),
    adapt: adapt.filter(({ when }) => needed.includes(when)),
    relativeTo: agent?.styles ?? null,
  };
}
