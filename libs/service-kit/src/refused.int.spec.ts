import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { analyticsEvents } from '@rapport/contracts';
import { definePolicy, ignoring } from '@rapport/messaging';
import { eventually } from '@rapport/testing';
import { asking, startMoods, type Moods } from './moods.fixture.ts';

/** Asks for what is refused, of whom moved to the value. */
const asksInVain = (name: string, value: number, decider: string, mayBeRefused: readonly string[] = []) =>
  definePolicy({
    name,
    from: ['analytics'] as const,
    workOnImported: false,
    mayBeRefused,
    on: {
      ...ignoring(analyticsEvents),
      SatisfactionMoved: ({ data, subject }) =>
        data.value === value
          ? [
              {
                decider,
                id: data.customerId,
                subject,
                command: { type: 'Move', customerId: data.customerId, value: -1 },
              },
            ]
          : [],
    },
  });

describe('what policies ask for in vain', () => {
  let service: Moods;
  const customers: string[] = [];
  beforeAll(async () => {
    const policies = [
      asksInVain('cheer-up', 10, 'mood'),
      asksInVain('know-better', 20, 'mood', ['score-out-of-range']),
      asksInVain('ask-nobody', 30, 'nobody'),
    ];
    service = await startMoods([], '', policies);
    for (const value of [10, 20, 30]) customers.push(await service.move(value));
    await eventually(async () => expect((await ask('GET', '?ordinary=true')).body.items).toHaveLength(3));
  });
  afterAll(() => service.close());
  const ask = asking('/v1/refused', 'manager', () => service);

  it('is listed by page, without what may be refused as a matter of course', async () => {
    const [refused] = customers;
    const slug = 'score-out-of-range';
    expect((await ask('GET', '')).body).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({
          policy: 'cheer-up',
          command: 'Move',
          stream: refused,
          subject: refused,
          refusal: slug,
        }),
        expect.objectContaining({ policy: 'ask-nobody', refusal: "there is no decider 'nobody'" }),
      ]),
      next: null,
    });
    const first = await ask('GET', '?limit=1');
    const second = await ask('GET', `?limit=1&cursor=${first.body.next}`);
    expect(
      [first, second].flatMap(({ body }) => body.items.map(({ policy }: { policy: string }) => policy)).sort(),
    ).toEqual(['ask-nobody', 'cheer-up']);
    expect(second.body.next).toBeNull();
  });

  it('is counted, and told apart from what is ordinary', async () => {
    const { payload } = await service.app.inject({ url: '/metrics' });
    const counted = (policy: string, refusal: string, ordinary: string): string =>
      `rapport_messaging_refused_total{policy="${policy}",command="Move",refusal="${refusal}",ordinary="${ordinary}",service="analytics"} 1`;
    expect(payload).toContain(counted('cheer-up', 'score-out-of-range', 'no'));
    expect(payload).toContain(counted('know-better', 'score-out-of-range', 'yes'));
    expect(payload).toContain(counted('ask-nobody', 'error', 'no'));
  });

  it('is for managers and administrators, and asked for properly', async () => {
    expect((await ask('GET', '', undefined, ['specialist', 'supervisor', 'analyst', 'service'])).status).toBe(403);
    expect((await ask('GET', '', undefined, ['administrator'])).status).toBe(200);
    expect((await ask('GET', '?cursor=nonsense')).status).toBe(400);
    expect((await ask('GET', '?ordinary=perhaps')).status).toBe(400);
  });
});
