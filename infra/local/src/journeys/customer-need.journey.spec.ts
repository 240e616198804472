import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, testStack } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { signToken } from '../issuer.ts';
import type { Connections } from '../stack/connections.ts';

const DAY_MS = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
const usd = (minor: number) => ({ minor, currency: 'USD' });

/** A need of a customer over several contacts, an order from being placed to being given back, and the report of it all. */
describe('what a customer needs', () => {
  let stack: Connections;
  let token = '';

  beforeAll(async () => {
    stack = await testStack();
    token = await signToken(stack.issuer, { role: 'manager' });
  });

  const ask = (path: string, body?: object): Promise<Response> =>
    fetch(`${stack.services.gateway}/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const call = async (path: string, body?: object) => {
    const answer = await ask(path, body);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const get = async (path: string): Promise<Record<string, unknown>> => (await call(path)).body;
  const register = async (): Promise<string> => {
    const identifiers = [{ type: 'email', value: `${randomUUID()}@example.com`, verified: true }];
    const { body } = await call('profile/v1/customers', { partyType: 'enterprise', name: 'Initech', identifiers });
    return String(body['customerId']);
  };

  it('is an episode over contacts and channels, and another when it was not met after all', async () => {
    const customerId = await register();
    const contact = async (days: number, more: object = {}): Promise<string> => {
      const { body } = await call('interactions/v1/interactions', {
        ...{ customerId, channel: 'phone', direction: 'inbound', phase: 'afterSale', type: 'support' },
        ...{ source: 'switchboard', about: `ticket of ${customerId}`, occurredAt: daysAgo(days), ...more },
      });
      return String(body['interactionId']);
    };
    await contact(20, { outcome: 'handedOver' });
    await contact(19, { channel: 'email', direction: 'outbound', outcome: 'solved' });
    const again = await contact(15);
    const { items } = await eventually(async () => {
      const found = await get(`interactions/v1/episodes?customer=${customerId}&status=all`);
      expect(found['items']).toHaveLength(2);
      return found;
    });
    expect(items).toMatchObject([
      { number: 2, repeat: { interactionId: again } },
      { number: 1, handOvers: 1, idleSeconds: DAY_MS / 1000, flowSeconds: DAY_MS / 1000, resolution: 'failed' },
    ]);
    await eventually(async () => {
      expect(await get(`profile/v1/customers/${customerId}/view`)).toMatchObject({
        episodes: { open: [{ again: true, contacts: 1 }] },
      });
      const { experiences } = await get(`analytics/v1/customers/${customerId}/satisfaction`);
      // Whether a day of idling at the hand-over broke the standard too, the working hours between decide.
      expect(experiences).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'repeatContact' })]));
    });
    const [open] = Array.isArray(items) ? items : [];
    const closed = await call(`interactions/v1/episodes/${open.episodeId}/close`, { reason: 'withdrawn' });
    expect(closed).toMatchObject({ status: 200, body: { episodeId: open.episodeId } });
    const twice = await call(`interactions/v1/episodes/${open.episodeId}/close`, { reason: 'withdrawn' });
    expect(twice).toMatchObject({ status: 422, body: { type: '/problems/episode-closed' } });
  });

  it('is ordered, bought and given back, never more than was paid', async () => {
    const customerId = await register();
    const { body: ordered } = await call('interactions/v1/orders', { customerId, channel: 'web', amount: usd(3000) });
    const { body: bought } = await call('interactions/v1/purchases', {
      ...{ customerId, channel: 'web', amount: usd(3000), margin: usd(1000), orderId: ordered['orderId'] },
    });
    await eventually(async () => {
      expect(await get(`interactions/v1/orders/${String(ordered['orderId'])}`)).toMatchObject({
        status: 'purchased',
        purchases: [{ cost: usd(2000) }],
      });
      expect(await get(`profile/v1/customers/${customerId}/view`)).toMatchObject({ stage: 'new' });
    });
    const refunds = `interactions/v1/purchases/${String(bought['purchaseId'])}/refunds`;
    const part = { amount: usd(1000), reason: 'returned', source: 'till', sourceId: customerId };
    expect((await call(refunds, part)).status).toBe(201);
    expect((await call(refunds, part)).status).toBe(200);
    const tooMuch = await call(refunds, { amount: usd(2001), reason: 'returned' });
    expect(tooMuch).toMatchObject({ status: 422, body: { type: '/problems/refund-too-high' } });
    expect((await call(refunds, { amount: usd(2000), reason: 'returned' })).status).toBe(201);
    expect(await get(`interactions/v1/purchases/${String(bought['purchaseId'])}`)).toMatchObject({
      amount: usd(3000),
      refunds: [{ whole: false }, { whole: true, refunded: usd(3000) }],
    });
    await eventually(async () =>
      expect(await get(`profile/v1/customers/${customerId}/view`)).toMatchObject({
        stage: 'prospect',
        purchases: { amount: usd(0) },
      }),
    );
  });

  it('is reported to it: what was delivered, and the goals that were agreed', async () => {
    const customerId = await register();
    const { body: agreed } = await call('interactions/v1/goals', {
      ...{ customerId, measure: 'arrivedOnTime', target: 0.9, from: '2026-01' },
    });
    const goal = `interactions/v1/goals/${String(agreed['goalId'])}`;
    const review = { reviewedOn: '2026-04-02', met: false, next: 'keep', remark: 'Ben was not content' };
    expect((await call(`${goal}/reviews`, review)).status).toBe(200);
    const deliver = (day: string, more: object = {}) =>
      call('interactions/v1/deliveries', {
        ...{
          customerId,
          quantity: 50,
          place: 'berlin',
          promisedAt: `${day}T16:00:00Z`,
          deliveredAt: `${day}T15:00:00Z`,
        },
        ...more,
      });
    await deliver('2026-03-05');
    expect(await deliver('2026-03-06', { deliveredAt: '2026-03-06T16:00:01Z', damaged: true })).toMatchObject({
      status: 201,
    });
    const report = `interactions/v1/customers/${customerId}/report`;
    const march = await eventually(async () => {
      const found = await get(`${report}?of=2026-03`);
      expect(found).toMatchObject({ figures: { deliveries: 2 }, goals: [{ reviews: [{ met: false }] }] });
      return found;
    });
    expect(march).toMatchObject({
      period: { name: '2026-03' },
      figures: { volume: 100, arrivedOnTime: 0.5, lossAndDamage: 0.5, shippedRight: 0.5, documentsRight: 1 },
      goals: [{ target: 0.9, actual: 0.5, met: false }],
    });
    expect(JSON.stringify(march)).not.toContain('Ben');
    const page = await ask(`${report}.html?period=quarter&of=2026-03&language=zh`);
    expect(page.headers.get('content-type')).toContain('text/html');
    const html = await page.text();
    for (const text of ['服务报告 2026 Q1', 'berlin', '50.0%', '2026-04-02']) expect(html).toContain(text);
  });
});
