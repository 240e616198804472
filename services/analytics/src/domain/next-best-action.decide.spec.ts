import { describe, expect, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import { nextBestAction, type DecideNextBestAction, type ProposeNextBestAction } from './next-best-action.decide.ts';

type Action = ProposeNextBestAction['to'];
const { given } = specification(nextBestAction);
const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const figures = { customerId, valueClass: 'other', risk: 0.7, rulesVersion: 1 };
const of = (to: Action) => ({ ...figures, to, needsDecision: to === 'stopExtraSpending' });
const propose = (to: Action): ProposeNextBestAction => ({ type: 'ProposeNextBestAction', ...of(to) });
const proposed = (to: Action, from?: Action) =>
  ({ type: 'NextBestActionProposed', data: { ...of(to), ...(from && { from }) } }) as const;
const decision = { customerId, reason: 'strategicCustomer', decidedBy: 'm-17' } as const;
const decide = (action: Action, note?: string): DecideNextBestAction => ({
  type: 'DecideNextBestAction',
  ...decision,
  action,
  note,
});
const decided = (action: Action, about: Action) =>
  ({ type: 'NextBestActionDecided', data: { ...decision, action, proposed: about } }) as const;

describe('the next best action', () => {
  it('is proposed once, and again when it is another', () => {
    given([])
      .when(propose('keep'))
      .then([proposed('keep')]);
    given([proposed('keep')])
      .when(propose('keep'))
      .thenNothing();
    given([proposed('keep')])
      .when(propose('repair'))
      .then([proposed('repair', 'keep')]);
  });

  it('is decided by somebody who says why: as proposed, or otherwise', () => {
    const stop = [proposed('stopExtraSpending')];
    given(stop)
      .when(decide('stopExtraSpending'))
      .then([decided('stopExtraSpending', 'stopExtraSpending')]);
    given(stop)
      .when(decide('keep'))
      .then([decided('keep', 'stopExtraSpending')]);
  });

  it('keeps the words of who decides out of the event', () => {
    const said = given([proposed('keep')])
      .when(decide('develop', 'her brother is our largest customer'))
      .then([decided('develop', 'keep')]);
    expect(said.personal).toEqual({ note: 'her brother is our largest customer' });
  });

  it('is not decided twice alike, and not before anything was proposed', () => {
    given([proposed('keep'), decided('develop', 'keep')])
      .when(decide('develop'))
      .thenNothing();
    given([]).when(decide('keep')).thenRefused('nothing-proposed');
  });

  it('is open again when something else is proposed, not while the same is', () => {
    const history = [proposed('stopExtraSpending'), decided('keep', 'stopExtraSpending')];
    given(history).when(propose('stopExtraSpending')).thenNothing();
    expect(given([...history, proposed('repair', 'stopExtraSpending')]).state).toEqual({
      proposed: 'repair',
      decided: null,
    });
  });
});
