import { beforeAll, describe, expect, it } from '@jest/globals';
import { contractOf } from '@rapport/contracts';
import { tail, type Fetched } from '@rapport/messaging';
import { eventually, testStack } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { signToken } from '../issuer.ts';
import type { Connections } from '../stack/connections.ts';

/** One contact, recorded by HTTP at the front door, followed to every place where it must arrive. */
describe('one event, all the way', () => {
  let stack: Connections;
  let token = '';
  const traceId = randomUUID().replaceAll('-', '');

  beforeAll(async () => {
    stack = await testStack();
    token = await signToken(stack.issuer, { role: 'manager' });
  });

  const call = async (path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${stack.services.gateway}/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
  };
  const register = async (): Promise<string> => {
    const email = `${randomUUID()}@example.com`;
    const { status, body } = await call('profile/v1/customers', {
      partyType: 'individual',
      name: 'Li Wei',
      identifiers: [{ type: 'email', value: email, verified: true }],
    });
    expect(status).toBe(201);
    return String(body['customerId']);
  };
  const contact = (customerId: string) => ({
    customerId,
    channel: 'phone',
    direction: 'inbound',
    phase: 'afterSale',
    type: 'support',
    outcome: 'solved',
  });

  it('reaches Kafka as a CloudEvent, the view, the timeline, the facts and the satisfaction, in one trace', async () => {
    const customerId = await register();
    const messages: Fetched[] = [];
    const reader = await tail(
      { brokers: stack.brokers, clientId: 'journey', topics: ['interactions.events'], from: 'end' },
      message => messages.push(message),
      () => undefined,
    );
    const sent = await call('interactions/v1/interactions', contact(customerId), {
      traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
    });
    expect(sent.status).toBe(201);
    expect(sent.headers.get('traceparent')).toContain(traceId);
    const after = sent.headers.get('rapport-sequence') ?? '';

    const message = await eventually(() => {
      const found = messages.find(({ key }) => key === customerId);
      expect(found).toBeDefined();
      return found;
    });
    await reader.close();
    expect(message?.headers).toMatchObject({
      ce_specversion: '1.0',
      ce_type: 'InteractionRecorded',
      ce_source: '/rapport/interactions',
      ce_subject: customerId,
      ce_sequence: '1',
    });
    expect(message?.headers['ce_traceparent']).toContain(traceId);
    expect(contractOf('InteractionRecorded')?.check(JSON.parse(message?.value?.toString() ?? ''))).toBe(true);

    await eventually(async () => {
      const satisfaction = await call(`analytics/v1/customers/${customerId}/satisfaction`, undefined, {
        'rapport-after': after,
      });
      expect(satisfaction.status).toBe(200);
      expect(satisfaction.body).toMatchObject({ customerId, n: 1 });
      const view = await call(`profile/v1/customers/${customerId}/view`, undefined, { 'rapport-after': after });
      expect(view.body).toMatchObject({ customerId, name: 'Li Wei', contacts: { total: 1 } });
      const timeline = await call(`profile/v1/customers/${customerId}/timeline?kind=contact`, undefined, {
        'rapport-after': after,
      });
      expect(timeline.body['items']).toHaveLength(1);
    });
    const analyst = new pg.Client({ connectionString: stack.databases.analyst });
    await analyst.connect();
    const { rows } = await analyst.query('select channel, type from analytics.interactions where customer_id = $1', [
      customerId,
    ]);
    await expect(analyst.query('delete from facts.interactions')).rejects.toThrow(/read-only|permission/);
    await analyst.end();
    expect(rows).toEqual([{ channel: 'phone', type: 'support' }]);
  });

  it('makes a member of the programme earn by a purchase, once, however often it is sent', async () => {
    const customerId = await register();
    expect((await call('loyalty/v1/members', { customerId })).status).toBe(201);
    const purchase = {
      customerId,
      channel: 'web',
      amount: { minor: 4990, currency: 'USD' },
      lines: [{ product: 'cd', quantity: 2, amount: { minor: 4990, currency: 'USD' } }],
      source: 'journey',
      sourceId: randomUUID(),
    };
    await call('interactions/v1/purchases', purchase);
    await call('interactions/v1/purchases', purchase);
    await eventually(async () => {
      const { body } = await call(`loyalty/v1/members/${customerId}`);
      expect(body).toMatchObject({ pending: 49, points: 0 });
    });
    const refused = await call(`loyalty/v1/members/${customerId}/redemptions`, { points: 10, reward: 'coffee' });
    expect([refused.status, refused.headers.get('content-type')?.split(';')[0], refused.body['type']]).toEqual([
      422,
      'application/problem+json',
      '/problems/balance-too-low',
    ]);
    await eventually(async () => {
      const { body } = await call(`profile/v1/customers/${customerId}/view`);
      expect(body).toMatchObject({
        stage: 'new',
        purchases: { count: 1, amount: { minor: 4990, currency: 'USD' } },
        loyalty: { pending: 49 },
      });
    });
  });

  it('lets nobody in without a token, with a role that may not, or with a forged one', async () => {
    const customerId = await register();
    const analystToken = await signToken(stack.issuer, { role: 'analyst' });
    const ask = async (authorization?: string): Promise<number> =>
      (
        await fetch(`${stack.services.gateway}/api/profile/v1/customers/${customerId}`, {
          headers: authorization === undefined ? {} : { authorization },
        })
      ).status;
    expect([
      await ask(),
      await ask(`Bearer ${analystToken}`),
      await ask(`Bearer ${token.slice(0, -4)}AAAA`),
      await ask(`Bearer ${token}`),
    ]).toEqual([401, 403, 401, 200]);
  });
});
