import { describe, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import { proposedStrategy, type ProposeServiceStrategy } from './service-strategy.decide.ts';

const { given } = specification(proposedStrategy);
const figures = {
  customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
  days: 90,
  contacts: 7,
  minutes: 40,
  depth: 0.7,
  rulesVersion: 1,
};
const propose = (to: ProposeServiceStrategy['to']): ProposeServiceStrategy => ({
  type: 'ProposeServiceStrategy',
  ...figures,
  to,
});
const proposed = (to: ProposeServiceStrategy['to'], from?: ProposeServiceStrategy['to']) =>
  ({ type: 'ServiceStrategyProposed', data: { ...figures, to, ...(from && { from }) } }) as const;

describe('a service strategy is proposed', () => {
  it('once, and again when it is another', () => {
    given([])
      .when(propose('deep'))
      .then([proposed('deep')]);
    given([proposed('deep')])
      .when(propose('deep'))
      .thenNothing();
    given([proposed('deep')])
      .when(propose('chain'))
      .then([proposed('chain', 'deep')]);
  });
});
