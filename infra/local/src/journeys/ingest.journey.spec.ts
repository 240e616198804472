import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tail, type Fetched } from '@rapport/messaging';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics } from '@segment/analytics-node';
import { eventually } from '@rapport/testing';
import { CloudEvent, emitterFor, httpTransport, Kafka, Mode } from 'cloudevents';
import { gzipSync } from 'node:zlib';
import { startStack, type Stack } from '../stack/programmatic.ts';
import { basic, ingestAt, type Ingest } from './ingest.fixture.ts';

const PORTS = { gateway: 4700, profile: 4701, interactions: 4702, kafka: 4792, kafkaController: 4793, postgres: 4732 };

/** The stock clients of others, told nothing but our host and their key, and what happens to what they send. */
describe('senders of events', () => {
  let stack: Stack;
  let ingest: Ingest;

  beforeAll(async () => {
    stack = await startStack({
      dir: '.rapport/ingest',
      services: ['gateway', 'profile', 'interactions'],
      ports: PORTS,
      postgres: { fsync: 'off' },
      environment: { INGEST_AT_ONCE: '4', LOG_LEVEL: 'warn' },
    });
    ingest = ingestAt(stack);
  });
  afterAll(() => stack.stop({ purge: true }));

  const interactionsOf = async (customerId: string): Promise<unknown[]> => {
    const { body } = await ingest.ask(`interactions/v1/interactions?customer=${customerId}`);
    return Array.isArray(body['items']) ? body['items'] : [];
  };

  it('may use Segment’s client: people are known, orders are purchases, refunds find them, the rest are contacts', async () => {
    const writeKey = await ingest.writeKey('segment');
    const client = new Analytics({ writeKey, host: stack.services.gateway, flushAt: 100 });
    const failed: unknown[] = [];
    client.on('error', error => failed.push(error));
    client.page({ anonymousId: 'device-1', name: 'Prices', context: { page: { path: '/prices' } } });
    client.identify({
      userId: 'eva',
      anonymousId: 'device-1',
      traits: { email: 'eva@example.com', name: 'Eva', mood: 1 },
    });
    client.track({ userId: 'eva', event: 'Help Opened', properties: { secret: 'x' } });
    client.screen({ userId: 'eva', name: 'Home' });
    client.group({ userId: 'eva', groupId: 'initech', traits: { name: 'Initech' } });
    client.alias({ userId: 'eva', previousId: 'device-1' });
    const order = { order_id: 'o-1', total: 27.5, currency: 'EUR', products: [{ product_id: 'cd', price: 27.5 }] };
    client.track({ userId: 'eva', event: 'Order Completed', properties: order });
    client.track({
      userId: 'eva',
      event: 'Order Refunded',
      properties: { order_id: 'o-1', total: 7.5, currency: 'EUR' },
    });
    await client.closeAndFlush();
    expect(failed).toEqual([]);

    const customerId = await ingest.customerOf('eva');
    await eventually(async () =>
      expect((await ingest.ask(`profile/v1/customers/${customerId}`)).body).toMatchObject({ name: 'Eva' }),
    );
    const enterpriseId = await ingest.customerOf('group:initech');
    await eventually(async () => {
      const { body } = await ingest.ask(`profile/v1/customers/${enterpriseId}/people`);
      expect(body).toMatchObject({ items: [{ personId: customerId, roles: ['user'] }] });
    });
    await eventually(async () => {
      const items = await interactionsOf(customerId);
      expect(items).toHaveLength(3);
      expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ channel: 'app', type: 'enquiry' })]));
    });
    expect(await ingest.recorded('PurchaseMade')).toEqual({ events: 1, streams: 1 });
    expect(await ingest.recorded('PurchaseRefunded')).toEqual({ events: 1, streams: 1 });
    await eventually(async () => {
      const { body } = await ingest.ask('interactions/v1/ingest/dropped-attributes');
      expect(body['items']).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ source: 'segment', attribute: 'traits.mood', times: 1 }),
          expect.objectContaining({ source: 'segment', attribute: 'properties.secret', times: 1 }),
        ]),
      );
    });
  });

  it('may use RudderStack’s client, which packs its messages and calls them a form', async () => {
    const writeKey = await ingest.writeKey('rudder');
    const client = new RudderAnalytics(writeKey, { dataPlaneUrl: stack.services.gateway, flushAt: 3 });
    for (const event of ['One', 'Two', 'Three']) client.track({ userId: 'rudi', event });
    await client.flush();
    const customerId = await eventually(() => ingest.customerOf('rudi'));
    await eventually(async () => expect(await interactionsOf(customerId)).toHaveLength(3));
  });

  it.each([Mode.BINARY, Mode.STRUCTURED])(
    'may use the CloudEvents SDK in %s mode; on Kafka it reads ours',
    async mode => {
      const headers = basic(await ingest.writeKey(`cloudevents-${mode}`));
      const emit = emitterFor(httpTransport(`${stack.services.gateway}/v1/cloudevents`), { mode });
      const messages: Fetched[] = [];
      const reader = await tail(
        { brokers: stack.brokers, clientId: 'journey', topics: ['interactions.events'], from: 'end' },
        message => messages.push(message),
        () => undefined,
      );
      const data = { channel: 'phone', direction: 'inbound', phase: 'afterSale', type: 'support' };
      const event = new CloudEvent({
        type: 'com.rapport.interaction',
        source: '/pbx',
        subject: `caller-${mode}`,
        data,
      });
      expect(await emit(event, { headers })).toMatchObject({ body: expect.stringContaining('"accepted":1') });
      expect(await emit(event, { headers })).toMatchObject({ body: expect.stringContaining('"duplicates":1') });

      const customerId = await ingest.customerOf(`caller-${mode}`);
      const {
        key,
        value,
        headers: told,
      } = await eventually(() => {
        const found = messages.find(message => message.key === customerId);
        if (found === undefined) throw new Error('nothing has come');
        return found;
      });
      await reader.close();
      const message = { key, value: value?.toString(), headers: { ...told }, body: value?.toString() };
      const read = Kafka.toEvent(message);
      expect(read).toMatchObject({
        type: 'InteractionRecorded',
        subject: customerId,
        datacontenttype: 'application/json',
      });
      expect(read).toMatchObject({ data: { ...data, customerId } });
    },
  );

  it('may bring 2,500 at once with bad ones among them: these are kept, to be tried again or given up', async () => {
    const auth = basic(await ingest.writeKey('bulk'));
    const message = (i: number): object => ({
      type: 'track',
      messageId: `m-${i}`,
      userId: `bulk-${i % 50}`,
      event: 'Seen',
    });
    const batch = Array.from({ length: 2_500 }, (_, i) => (i % 500 === 7 ? { ...message(i), event: '' } : message(i)));
    const body = gzipSync(JSON.stringify({ batch, sentAt: new Date().toISOString() }));
    const sent = await ingest.send('/v1/batch', body, { ...auth, 'content-type': 'text/plain' });
    expect(sent).toMatchObject({ status: 200, body: { success: true, accepted: 2_495, duplicates: 0, rejected: 5 } });
    const again = await ingest.send('/v1/batch', body, auth);
    expect(again).toMatchObject({ status: 200, body: { accepted: 0, duplicates: 2_495, rejected: 5 } });

    const { body: page } = await ingest.ask('interactions/v1/ingest/rejects?source=bulk&limit=4');
    expect(page).toMatchObject({ next: expect.any(String), items: [{}, {}, {}, {}] });
    const { body: kept } = await ingest.ask('interactions/v1/ingest/rejects?source=bulk');
    const items = kept['items'] as { id: number; messageId: string }[];
    expect(items).toHaveLength(5);
    const [first, second] = items.filter(({ messageId }) => messageId !== 'm-2007');
    expect(first).toMatchObject({ slug: 'form', reason: 'event must name the event.', times: 2 });
    const path = 'interactions/v1/ingest/rejects';
    expect((await ingest.ask(`${path}/${first?.id}/retry`, {})).body).toMatchObject({ status: 'rejected' });
    expect((await ingest.ask(`${path}/${second?.id}/drop`, { reason: 'a bad client' })).body).toMatchObject({
      dropReason: 'a bad client',
      message: null,
    });
    const mended = JSON.stringify({ batch: [message(2_007)] });
    expect(await ingest.send('/v1/batch', mended, auth)).toMatchObject({ body: { accepted: 1 } });
    expect((await ingest.ask(`${path}?source=bulk`)).body['items']).toHaveLength(3);
  });

  it('are refused what can not be read, and without a key that is good', async () => {
    const auth = basic(await ingest.writeKey('strange'));
    const statuses = await Promise.all([
      ingest.send('/v1/batch', '{"batch":[', auth),
      ingest.send('/v1/batch', '{"batch":{}}', auth),
      ingest.send('/v1/track', '[]', auth),
      ingest.send('/v1/cloudevents', '{}', { ...auth, 'content-type': 'application/json' }),
      ingest.send('/v1/batch', '{"batch":[]}'),
      ingest.send('/v1/batch', '{"batch":[]}', basic('nobody')),
      ingest.send('/v1/batch', Buffer.alloc(4 * 1024 * 1024 + 1, ' '), auth),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([400, 400, 400, 400, 401, 401, 413]);
  });

  it('are asked to come back while too much comes in, and all comes in once', async () => {
    const writeKey = await ingest.writeKey('crowd');
    const batchOf = (n: number): string => {
      const batch = Array.from({ length: 200 }, (_, i) => ({
        type: 'page',
        messageId: `${n}-${i}`,
        userId: `crowd-${n}`,
      }));
      return JSON.stringify({ batch });
    };
    const answers: number[] = [];
    const insist = async (n: number): Promise<void> => {
      const { status, headers } = await ingest.send('/v1/batch', batchOf(n), basic(writeKey));
      answers.push(status);
      if (status !== 429) return;
      expect(headers.get('retry-after')).toBe('1');
      await new Promise(resolve => setTimeout(resolve, 1_000 * Math.random()));
      await insist(n);
    };
    const before = await ingest.recorded('InteractionRecorded');
    await Promise.all(Array.from({ length: 30 }, (_, n) => insist(n)));
    expect(new Set(answers)).toEqual(new Set([200, 429]));
    const after = await ingest.recorded('InteractionRecorded');
    expect(after.streams - before.streams).toBe(6_000);
    expect(after.events).toBe(after.streams);
  });

  it('that insist lose nothing and double nothing when interactions is killed in mid batch', async () => {
    const writeKey = await ingest.writeKey('killed');
    const before = await ingest.recorded('InteractionRecorded');
    const settings = {
      writeKey,
      host: stack.services.gateway,
      flushAt: 500,
      maxRetries: 50,
      httpRequestTimeout: 60_000,
    };
    const client = new Analytics(settings);
    const failed: unknown[] = [];
    client.on('error', error => failed.push(error));
    for (let i = 0; i < 4_000; i++) client.track({ userId: `k-${i % 200}`, event: 'Seen', messageId: `k-${i}` });
    const flushed = client.closeAndFlush({ timeout: 220_000 });
    for (const share of [500, 2_000]) {
      await eventually(
        async () =>
          expect((await ingest.recorded('InteractionRecorded')).streams - before.streams).toBeGreaterThan(share),
        60_000,
        20,
      );
      await stack.kill('interactions');
      await stack.restart();
    }
    await flushed;
    expect(failed).toEqual([]);
    const after = await ingest.recorded('InteractionRecorded');
    expect(after.streams - before.streams).toBe(4_000);
    expect(after.events).toBe(after.streams);
  }, 300_000);
});
