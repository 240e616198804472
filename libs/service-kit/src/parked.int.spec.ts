import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { analyticsEvents } from '@rapport/contracts';
import { defineProjection, ignoring } from '@rapport/messaging';
import { eventually } from '@rapport/testing';
import { readAlerts } from './alerts.fixture.ts';
import { principalId } from './ids.ts';
import { asking, startMoods, type Moods } from './moods.fixture.ts';
import { config } from './notes.fixture.ts';

const UNLUCKY = 13;

describe('the routes of what is parked', () => {
  let service: Moods;
  let broken = true;
  const told: number[] = [];
  const projection = defineProjection({
    name: 'told',
    from: ['analytics'] as const,
    begin: (): number[] => [],
    on: {
      ...ignoring(analyticsEvents),
      SatisfactionMoved({ data }, fold: number[]) {
        if (broken && data.value === UNLUCKY) throw new Error('thirteen can not be told');
        fold.push(data.value);
      },
    },
    async commit(fold) {
      told.push(...fold);
    },
  });

  beforeAll(async () => {
    service = await startMoods([projection]);
  });
  afterAll(() => service.close());

  const ask = asking('/v1/parked', 'manager', () => service);
  const parkSome = async (...values: number[]): Promise<string> => {
    const customerId = await service.move(...values);
    await eventually(async () =>
      expect((await ask('GET', `?subject=${customerId}`)).body.items).toHaveLength(values.length),
    );
    return customerId;
  };

  it('list, show, try again and drop, each with its answer, and keep on record who dropped what and why', async () => {
    broken = true;
    const subject = await parkSome(UNLUCKY, 20, 30);
    const first = await ask('GET', `?subject=${subject}&limit=2`);
    const [head, second] = first.body.items;
    expect(head).toMatchObject({ subject, type: 'SatisfactionMoved', reason: 'thirteen can not be told', behind: 2 });
    expect((await ask('GET', `?limit=2&cursor=${first.body.next}`)).body).toMatchObject({ items: [{}], next: null });
    expect((await ask('GET', '?heads=true')).body).toEqual({ items: [head], next: null });
    expect((await ask('GET', '/summary')).body).toMatchObject({ events: 3, subjects: 1, oldestAt: head.parkedAt });
    expect((await ask('GET', `/${head.id}`)).body).toMatchObject({
      data: { customerId: subject, value: UNLUCKY },
      headers: { ce_sequence: '1' },
    });

    expect(await ask('POST', `/${second.id}/retry`)).toEqual({
      status: 200,
      body: {
        retried: 0,
        failed: [{ id: head.id, topic: head.topic, subject, reason: 'thirteen can not be told' }],
        next: null,
      },
    });
    const drop = { reason: ' It was sent by mistake. ' };
    expect(await ask('POST', `/${head.id}/drop`, drop)).toEqual({ status: 200, body: { dropped: true, waiting: 2 } });
    expect((await ask('POST', `/${head.id}/drop`, drop)).status).toBe(404);
    expect((await ask('GET', '?dropped=true')).body.items).toMatchObject([
      {
        id: head.id,
        droppedBy: principalId(config.AUTH_ISSUER, 'u7'),
        dropReason: 'It was sent by mistake.',
        tries: 1,
      },
    ]);
    expect(await ask('POST', ':retry', { subject })).toEqual({
      status: 200,
      body: { retried: 2, failed: [], next: null },
    });
    expect(told.slice(-2)).toEqual([20, 30]);
    expect((await ask('GET', '/summary')).body).toMatchObject({ events: 0, dropped: 1, oldestAt: null });
  });

  it('apply all that is parked when it is mended', async () => {
    broken = true;
    await parkSome(UNLUCKY, 40);
    await parkSome(UNLUCKY, 50);
    broken = false;
    expect((await ask('POST', ':retry', {})).body).toEqual({ retried: 4, failed: [], next: null });
    expect((await ask('GET', '')).body).toEqual({ items: [], next: null });
  });

  it.each([
    ['GET', '?limit=0', undefined, 400],
    ['GET', '?cursor=nonsense', undefined, 400],
    ['GET', '/0', undefined, 400],
    ['GET', '/999999', undefined, 404],
    ['POST', '/999999/retry', undefined, 404],
    ['POST', '/999999/drop', { reason: 'no such thing' }, 404],
    ['POST', '/1/drop', {}, 400],
    ['POST', '/1/drop', { reason: '    ' }, 400],
    ['POST', ':retry', { cursor: 'nonsense' }, 400],
    ['POST', ':retry', { id: 3 }, 400],
  ] as const)('refuse %s %s with %p by a problem document', async (method, path, body, status) => {
    const answer = await ask(method, path, body);
    expect(answer).toMatchObject({ status, body: { status, instance: expect.any(String) } });
  });

  it('are for managers and administrators', async () => {
    expect((await ask('GET', '', undefined, ['specialist', 'supervisor', 'analyst', 'service'])).status).toBe(403);
    expect((await ask('GET', '', undefined, ['administrator'])).status).toBe(200);
  });

  it('show in the metrics what waits, since when, and what was done about it', async () => {
    broken = true;
    await parkSome(UNLUCKY, 60);
    const { payload } = await service.app.inject({ url: '/metrics' });
    const labels = `topic="${service.topicPrefix}analytics.events"`;
    expect(payload).toContain(`rapport_messaging_parked{${labels},service="analytics"} 2`);
    expect(payload).toMatch(new RegExp(`rapport_messaging_parked_oldest_seconds\\{${labels}.*\\} \\d`));
    expect(payload).toContain(`rapport_messaging_parking_total{${labels},action="dropped",service="analytics"} 1`);
    expect(payload).toContain('rapport_messaging_reading{service="analytics"} 1');
  });

  it('show every figure that an alert is about', async () => {
    const { payload } = await service.app.inject({ url: '/metrics' });
    const shown = new Set(Array.from(payload.matchAll(/^# TYPE (\S+)/gm), ([, name]) => name));
    const alerts = await readAlerts();
    expect(alerts.map(({ alert }) => alert)).toEqual(expect.arrayContaining(['EventsParked', 'ReadingStopped']));
    for (const { alert, metrics } of alerts) {
      expect([alert, metrics.length > 0]).toEqual([alert, true]);
      expect([alert, metrics.filter(name => !shown.has(name))]).toEqual([alert, []]);
    }
  });
});
