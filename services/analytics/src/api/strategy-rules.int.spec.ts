import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAnalytics, type Analytics, type Ask } from '../analytics.fixture.ts';

let analytics: Analytics;
let admin: Ask;
beforeAll(async () => {
  analytics = await startAnalytics();
  admin = analytics.as('adi', 'administrator');
});
afterAll(() => analytics.close());

const newest = async (list: string): Promise<Record<string, unknown>> => {
  const { body } = await admin('GET', `${list}?limit=1`);
  return Array.isArray(body['items']) ? Object(body['items'][0]) : {};
};

describe('the rules of value, strategy and next best action', () => {
  const url = '/v1/strategy-rules';
  const changed = async (part: string, values: object): Promise<object> => {
    const content = Object((await newest(url))['content']);
    return { content: { ...content, [part]: { ...content[part], ...values } } };
  };

  it('are published by administrators alone, in versions that anybody reads page by page', async () => {
    const body = await changed('nextBestAction', { highRisk: 0.6 });
    for (const role of ['specialist', 'supervisor', 'manager', 'analyst'] as const) {
      expect((await analytics.as('ana', role)('POST', url, body)).status).toBe(403);
      expect((await analytics.as('ana', role)('GET', url)).status).toBe(200);
    }
    expect(await admin('POST', url, body)).toMatchObject({ status: 201, body: { version: 2 } });
    const first = await admin('GET', `${url}?limit=1`);
    expect(first.body['items']).toMatchObject([{ version: 2, content: { nextBestAction: { highRisk: 0.6 } } }]);
    const { body: rest } = await admin('GET', `${url}?cursor=${String(first.body['next'])}`);
    expect(rest).toMatchObject({ items: [{ version: 1, content: { nextBestAction: { highRisk: 0.5 } } }], next: null });
  });

  it('are refused with weights that do not add up, a share above one, or from the past', async () => {
    const unequal = await admin('POST', url, await changed('serviceStrategy', { sameAgent: 0.9 }));
    expect(unequal).toMatchObject({ status: 400, body: { errors: [{ pointer: '/content/serviceStrategy' }] } });
    expect((await admin('POST', url, await changed('nextBestAction', { highRisk: 1.1 }))).status).toBe(400);
    const past = { ...(await changed('nextBestAction', {})), validFrom: '2020-01-01T00:00:00Z' };
    expect(await admin('POST', url, past)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/validFrom' }] },
    });
    expect(await newest(url)).toMatchObject({ version: 2 });
  });
});

describe('value classes', () => {
  it('show the shares of all to who steers, and not to specialists', async () => {
    const supervisor = analytics.as('sue', 'supervisor');
    const { status, body } = await supervisor('GET', '/v1/value-classes');
    expect(status).toBe(200);
    expect(body['classes']).toMatchObject([
      { valueClass: 'diamond', reference: { revenueShare: 50, profitShare: 65 } },
      { valueClass: 'gold', reference: { revenueShare: 25, profitShare: 15 } },
      { valueClass: 'silver', reference: { revenueShare: 20, profitShare: 13 } },
      { valueClass: 'other', reference: { revenueShare: 5, profitShare: 7 } },
    ]);
    expect((await supervisor('GET', '/v1/value-classes?month=2026-13')).status).toBe(400);
    expect((await analytics.as('ana', 'specialist')('GET', '/v1/value-classes')).status).toBe(403);
  });

  it('are ranked by a rule that administrators alone publish', async () => {
    const { version: _v, publishedBy: _b, publishedAt: _a, validFrom: _f, ...rule } = await newest('/v1/value-rules');
    const body = { ...rule, monthsBeforeAFall: 2 };
    expect((await analytics.as('max', 'manager')('POST', '/v1/value-rules', body)).status).toBe(403);
    expect((await admin('POST', '/v1/value-rules', { ...body, months: 0 })).status).toBe(400);
    expect((await admin('POST', '/v1/value-rules', body)).status).toBe(201);
    expect(await newest('/v1/value-rules')).toMatchObject({ version: 2, monthsBeforeAFall: 2 });
  });
});
