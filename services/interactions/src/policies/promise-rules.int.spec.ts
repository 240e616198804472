import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WorkRuleForm } from '@rapport/contracts';
import { Compile } from 'typebox/compile';
import { v7 as newId } from 'uuid';
import { flawsOfRule } from '../domain/work-rule-check.ts';
import { promised } from './promised.fixture.ts';
import { switchOn, work, world, wouldHaveRaised, type World } from './work.fixture.ts';

let here: World;
beforeAll(async () => {
  here = await world();
});
afterAll(() => here.stop());
beforeEach(async () => {
  await here.database.pool.query(
    'truncate messaging.todo, messaging.events, messaging.streams, messaging.seq, app.rule_events, app.work_items',
  );
});

const dueAt = '2026-03-12T10:00:00.000Z';

describe('a promise that is due tomorrow', () => {
  it.each(['PromiseKept', 'PromiseReleased', 'PromiseRenegotiated', 'PromiseReassigned'] as const)(
    'sets its owner to work, unless %s came before, however often it is told: as a dry run says',
    async end => {
      await switchOn(here, 'promise-due');
      const [ada, open, over] = [newId(), newId(), newId()];
      const due = promised('PromiseMade', ada, 2, { promiseId: open, dueAt });
      await here.deliver(due, promised('PromiseMade', ada, 2, { promiseId: over, dueAt }));
      await here.deliver(promised(end, ada, 4, { promiseId: over, dueAt }));
      expect(await work(here)).toEqual([due.id]);
      expect(await wouldHaveRaised(here)).toEqual({ raised: 1, events: [due.id] });
    },
  );

  it('is planned anew for the time that was agreed', async () => {
    await switchOn(here, 'promise-moved');
    const [ada, promiseId] = [newId(), newId()];
    const [first, second] = [4, 5].map(day => promised('PromiseRenegotiated', ada, day, { promiseId, dueAt }));
    await here.deliver(
      promised('PromiseMade', ada, 2, { promiseId, dueAt }),
      ...(first && second ? [first, second] : []),
    );
    expect(await work(here)).toEqual([second?.id]);
    expect(await wouldHaveRaised(here)).toEqual({ raised: 1, events: [second?.id] });
  });
});

describe('a call-back', () => {
  it('sets somebody to work when it may be made, unless the complaint was opened again', async () => {
    await switchOn(here, 'call-back-due');
    const [ada, due, over] = [newId(), { callBackId: newId() }, { callBackId: newId() }];
    const times = { from: dueAt, dueAt };
    const scheduled = promised('CallBackScheduled', ada, 2, { ...due, ...times });
    await here.deliver(scheduled, promised('CallBackScheduled', ada, 2, { ...over, ...times }));
    await here.deliver(promised('CallBackCancelled', ada, 3, over));
    expect(await work(here)).toEqual([scheduled.id]);
    expect(await wouldHaveRaised(here)).toEqual({ raised: 1, events: [scheduled.id] });
  });

  it('that was missed is the supervisor’s, told of in a dry run from before it was switched on', async () => {
    const missed = promised('CallBackMissed', newId(), 4);
    await here.deliver(missed);
    await switchOn(here, 'call-back-missed');
    expect(await wouldHaveRaised(here)).toEqual({ raised: 1, events: [missed.id] });
  });
});

describe('the rules that ship for them', () => {
  it('are drafts that can be followed, and rules on clocks leave call-backs to them', async () => {
    const check = Compile(WorkRuleForm);
    const { rows } = await here.database.pool.query<{ code: string; version: number; form: unknown }>(
      `select code, version, form from app.work_rule_versions
       where code like 'promise-%' or code like 'call-back-%' or code like 'standard-%' or code = 'plan-action-late' order by code, version`,
    );
    expect(rows.map(({ code, version }) => `${code} ${version}`)).toEqual([
      ...[
        'call-back-due 1',
        'call-back-missed 1',
        'plan-action-late 1',
        'promise-broken 1',
        'promise-broken 2',
        'promise-due 1',
      ],
      ...['promise-moved 1', 'promise-reassigned 1', 'standard-breached 1', 'standard-breached 2'],
      ...['standard-escalated 1', 'standard-escalated 2', 'standard-warned 1', 'standard-warned 2'],
    ]);
    for (const { code, version, form } of rows) {
      if (!check.Check(form)) throw new Error(`${code} is no rule`);
      expect(flawsOfRule(form)).toEqual([]);
      const leavesOut =
        form.where.length > 0 && form.where.every(all => all.some(({ isNot }) => isNot?.includes('callBack')));
      expect([code, leavesOut]).toEqual([code, version === 2 && code.startsWith('standard-')]);
    }
  });
});
