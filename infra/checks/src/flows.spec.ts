import { describe, expect, it } from '@jest/globals';
import { flowsOf } from './flows.ts';

const flowOf = (file: string, text: string) => flowsOf(['PurchaseMade'], new Map([[file, text]]))[0];

describe('the flows of an event', () => {
  it('begin where a command decides it, and not where its type is only named', () => {
    const text = `
      type Made = Extract<InteractionsEvent, { type: 'PurchaseMade' }>;
      export const decide = () => ({
        events: [{ type: 'PurchaseMade', data: facts }],
      });`;
    expect(flowOf('purchase.ts', text)?.producers).toEqual([{ file: 'purchase.ts' }]);
  });

  it('end at the handlers of projections and policies', () => {
    const text = `
      export const facts = defineProjection({
        name: 'facts', from: ['interactions'],
        on: {
          PurchaseMade(event, fold) {},
        },
      });
      export const earn = definePolicy({
        name: 'earn', from: ['interactions'],
        on: { PurchaseMade: event => [] },
      });`;
    expect(flowOf('readers.ts', text)?.readers).toEqual([
      { kind: 'projection', name: 'facts', file: 'readers.ts' },
      { kind: 'policy', name: 'earn', file: 'readers.ts' },
    ]);
  });

  it('leave out a reader that ignores it', () => {
    const text = `defineProjection({ name: 'facts', on: { PurchaseMade: ignored } });`;
    expect(flowOf('facts.ts', text)?.readers).toEqual([]);
  });

  it.each([
    [`defineProjection({ name: 'facts', on: handlers });`],
    [`defineProjection({ name: 'facts', on: { ...handlers } });`],
  ])('are not guessed from %s', text => {
    expect(() => flowOf('facts.ts', text)).toThrow('cannot be listed');
  });

  it('are read by whoever gives one handler to a list of the contracts', () => {
    const text = `export const kept = defineProjection({
      name: 'kept', from: ['complaints'], on: { ...ignoring(events), ...each(WORK_RULE_EVENTS.complaints, keep) } });`;
    const [opened, historic] = flowsOf(['ComplaintOpened', 'HistoricComplaintRecorded'], new Map([['kept.ts', text]]));
    expect(opened?.readers.map(({ name }) => name)).toEqual(['kept']);
    expect(historic?.readers).toEqual([]);
  });

  it('are read by whoever gives one handler to a list written out', () => {
    const text = `export const kept = defineProjection({
      name: 'kept', from: ['complaints'], on: { ...ignoring(events), ...each(['ComplaintOpened'], keep) } });`;
    const [opened, closed] = flowsOf(['ComplaintOpened', 'ComplaintClosed'], new Map([['kept.ts', text]]));
    expect([opened?.readers.map(({ name }) => name), closed?.readers]).toEqual([['kept'], []]);
  });

  it('are read where nothing but what is ignored is spread into the handlers', () => {
    const others = `export const others = { ...ignoring(events), ErasedFromX: ignored } as const;`;
    const reader = (spread: string) => `
      export const facts = defineProjection({
        name: 'facts', from: ['interactions'],
        on: { ...${spread}, PurchaseMade(event, fold) {} },
      });`;
    const readersWith = (spread: string) =>
      flowsOf(
        ['PurchaseMade'],
        new Map([
          ['others.ts', others],
          ['facts.ts', reader(spread)],
        ]),
      )[0]?.readers.map(({ name }) => name);
    expect(readersWith('others')).toEqual(['facts']);
    expect(readersWith('ignoring(events)')).toEqual(['facts']);
    expect(() => readersWith('handlers')).toThrow('spread from elsewhere');
    expect(() => readersWith('each(LIST, keep)')).toThrow('spread from elsewhere');
  });
});
