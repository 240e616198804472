import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { WorkRuleForm } from '@rapport/contracts';
import type { Told } from '@rapport/testing';
import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { listWork } from '../projections/work-items.query.ts';
import { contacted, opened, switchOn, work, world, wouldHaveRaised, type World } from './work.fixture.ts';

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

const open = () => listWork(here.database.pool, { state: 'open', limit: 50 });
const form: WorkRuleForm = {
  title: { en: 'Check', zh: '核查' },
  on: 'InteractionRecorded',
  where: [[{ field: 'type', is: ['complaint'] }]],
  wait: { days: 1 },
  unless: { events: ['ComplaintOpened'], lookBackHours: 4 },
  task: 'checkContact',
  to: { assignee: [], team: 'service', role: 'supervisor' },
  priority: { base: 65 },
  due: { workingHours: 4 },
};
const at = (hours: number): string => new Date(Date.UTC(2026, 2, 2) + hours * 3_600_000).toISOString();

describe('a rule that is on', () => {
  it('raises one item for an event, however often it is told and whoever carries it out', async () => {
    await switchOn(here, 'clock-breached');
    const ada = newId();
    const breach: Told = {
      type: 'HouseClockBreached',
      subject: ada,
      id: newId(),
      data: { complaintId: newId(), customerId: ada, clock: 'resolve', dueAt: at(0) },
    };
    await here.deliver(breach);
    expect(await work(here)).toEqual([breach.id]);
    await here.deliver(breach);
    expect(await work(here)).toEqual([breach.id]);
  });

  it('sets nobody to work for what was imported, nor once it is switched off', async () => {
    await switchOn(here, 'complaint-not-opened');
    const ada = newId();
    await here.deliver({ ...(await contacted(here, ada, at(0))), imported: true });
    await switchOn(here, 'none');
    await here.deliver(await contacted(here, ada, at(1)));
    expect(await work(here)).toEqual([]);
  });

  it('is kept away by what happened to the same person under another id, whichever was told first', async () => {
    await switchOn(here, 'waits', form);
    const [ada, tablet] = [newId(), newId()];
    await here.deliver({
      type: 'CustomersMerged',
      subject: ada,
      data: { survivorId: ada, absorbedId: tablet, reason: 'sameParty' },
    });
    await here.deliver(await contacted(here, tablet, at(0)), opened(ada, at(3)));
    await here.deliver(opened(tablet, at(100)));
    await here.deliver(await contacted(here, ada, at(99)));
    expect(await work(here)).toEqual([]);
  });

  it('sets a manager to work for what analytics proposes, but not for what it proposes to everybody the first time', async () => {
    const where = [
      [
        { field: 'to', is: ['repair'] },
        { field: 'from', known: true },
      ],
    ];
    const { wait: _wait, unless: _unless, ...atOnce } = form;
    await switchOn(here, 'repair', { ...atOnce, on: 'NextBestActionProposed', where });
    const proposed = (from?: 'develop'): Told => ({
      type: 'NextBestActionProposed',
      subject: newId(),
      id: newId(),
      data: {
        customerId: newId(),
        ...(from && { from }),
        to: 'repair',
        valueClass: 'gold',
        risk: 0.6,
        needsDecision: false,
        rulesVersion: 1,
      },
    });
    const moved = proposed('develop');
    await here.deliver(proposed(), moved);
    expect(await work(here)).toEqual([moved.id]);
  });

  it('gives the read model an item that waits, and that is open when its time has come', async () => {
    await switchOn(here, 'waits', form);
    const contact = await contacted(here, newId(), at(0));
    await here.deliver(contact);
    expect(await work(here)).toEqual([contact.id]);
    const { rows } = await here.database.pool.query<{ event: Told }>(
      `select jsonb_build_object('type', type, 'subject', aggregateid, 'data', payload, 'id', id) as event
       from messaging.events where type like 'WorkItem%' order by position`,
    );
    await here.deliver(...rows.map(({ event }) => event));
    expect(await open()).toMatchObject([{ task: 'checkContact', role: 'supervisor', rule: 'waits', overdue: true }]);
  });
});

describe('whatever happens', () => {
  const happening = fc.record({
    what: fc.constantFrom('contact', 'complaint'),
    who: fc.nat(2),
    hour: fc.nat(72),
    order: fc.nat(1000),
  });

  /** Tells a story in some order, and answers what was raised. */
  async function lived(
    story: readonly { readonly what: string; readonly who: number; readonly hour: number; readonly order: number }[],
    inTime: boolean,
  ) {
    await here.database.pool.query(
      'truncate messaging.todo, messaging.events, messaging.streams, messaging.seq, app.rule_events, app.work_items',
    );
    const people = [newId(), newId(), newId()];
    const told: { readonly event: Told; readonly order: number }[] = [];
    for (const { what, who, hour, order } of story) {
      const person = people[who] ?? '';
      told.push({
        event: what === 'contact' ? await contacted(here, person, at(hour)) : opened(person, at(hour)),
        order: inTime ? hour : order,
      });
    }
    for (const { event } of told.sort((a, b) => a.order - b.order)) await here.deliver(event);
    return work(here);
  }

  it('and in whatever order it is told: the dry run says just what was raised, each once', async () => {
    await switchOn(here, 'waits', form);
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 8 }), async story => {
        const raised = await lived(story, false);
        expect(new Set(raised).size).toBe(raised.length);
        expect(await wouldHaveRaised(here)).toEqual({ raised: raised.length, events: raised });
      }),
      { numRuns: 8 },
    );
  });

  it('and is told in time: so it is with what was known of the customer then', async () => {
    await switchOn(here, 'complaint-not-opened');
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(happening, { maxLength: 8, selector: ({ hour }) => hour }), async story => {
        const raised = await lived(story, true);
        expect(await wouldHaveRaised(here)).toEqual({ raised: raised.length, events: raised });
      }),
      { numRuns: 8 },
    );
  });
});
