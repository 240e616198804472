import { describe, it } from '@jest/globals';
import { classEvents } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import { toldValueClass, type TellValueClass } from './value-class.decide.ts';

const { from: _from, to: _to, ...facts } = classEvents.ValueClassMoved.example;
const { given } = specification(toldValueClass);
const tell = (valueClass: string, month = '2026-02'): TellValueClass => ({
  type: 'TellValueClass',
  ...facts,
  valueClass,
  month,
});
const moved = (to: string, from?: string, month = '2026-02') => ({
  type: 'ValueClassMoved' as const,
  data: { ...facts, month, ...(from !== undefined && { from }), to },
});

describe('a value class is told', () => {
  it('the first time, with what it was made of', () => {
    given([])
      .when(tell('silver'))
      .then([moved('silver')]);
  });

  it('when it is another, with the one before, even within a month', () => {
    given([moved('silver')])
      .when(tell('gold', '2026-03'))
      .then([moved('gold', 'silver', '2026-03')]);
    given([moved('silver')])
      .when(tell('gold'))
      .then([moved('gold', 'silver')]);
  });

  it('no second time', () => {
    given([moved('silver')])
      .when(tell('silver', '2026-03'))
      .thenNothing();
  });

  it('not of a month before the one that was told', () => {
    given([moved('gold', 'silver', '2026-03')])
      .when(tell('silver'))
      .thenNothing();
  });
});
