import { describe, expect, it } from '@jest/globals';
import { CloudEvent, HTTP, type Message } from 'cloudevents';
import fc from 'fast-check';
import { CLOUD_EVENT_TYPES, readCloudEvent } from './cloud-event-readings.ts';
import { parseEvent, parseRequest, type ParsedEvent } from './cloud-events.ts';

const receivedAt = '2026-11-22T10:00:00.000Z';
const attributesOf = (parsed: ParsedEvent | undefined) => (parsed?.ok === true ? parsed.event.attributes : parsed);
const dataOf = (parsed: ParsedEvent | undefined) => (parsed?.ok === true ? parsed.event.data : parsed);

/** The scenarios of the HTTP protocol binding in the conformance tests of the CloudEvents project, as they are told there. */
describe('conformance: HTTP protocol binding', () => {
  const attributes = {
    id: '1234-1234-1234',
    specversion: '1.0',
    type: 'com.example.someevent',
    source: '/mycontext/subcontext',
    time: '2018-04-05T03:56:24Z',
  };
  const data = { message: 'Hello World!' };

  it.each(['application/json', 'application/json; charset=utf-8'])('binary content mode (%s)', contentType => {
    const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value]));
    const { batch, events } = parseRequest(
      { ...headers, host: 'example.com', 'content-type': contentType },
      JSON.stringify(data),
    );
    expect(batch).toBe(false);
    expect(attributesOf(events[0])).toEqual({ ...attributes, datacontenttype: contentType });
    expect(dataOf(events[0])).toEqual(data);
  });
  it.each(['application/cloudevents+json', 'application/cloudevents+json; charset=utf-8'])(
    'structured content mode (%s)',
    contentType => {
      const { batch, events } = parseRequest(
        { 'content-type': contentType },
        JSON.stringify({ ...attributes, datacontenttype: 'application/json', data }),
      );
      expect(batch).toBe(false);
      expect(attributesOf(events[0])).toEqual({ ...attributes, datacontenttype: 'application/json' });
      expect(dataOf(events[0])).toEqual(data);
    },
  );
});

describe('a request with CloudEvents', () => {
  const sent = new CloudEvent({
    id: 'e1',
    source: '/switchboard/berlin',
    type: 'com.rapport.interaction',
    time: '2026-11-22T09:59:00.000Z',
    subject: 'c-7',
    comexampleext: 'ext',
    data: { channel: 'phone', direction: 'inbound', phase: 'afterSale', type: 'support' },
  });
  const parse = ({ headers, body }: Message) =>
    parseRequest(
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
      String(body),
    );

  it.each([
    ['binary', HTTP.binary(sent)],
    ['structured', HTTP.structured(sent)],
    ['batch', { headers: { 'content-type': 'application/cloudevents-batch+json' }, body: JSON.stringify([sent]) }],
  ] as const)('is read as the project’s own SDK writes it in %s mode', (_mode, message) => {
    const [parsed] = parse(message).events;
    expect(attributesOf(parsed)).toMatchObject({ id: 'e1', comexampleext: 'ext', subject: 'c-7' });
    expect(dataOf(parsed)).toEqual(sent.data);
  });
  it('may hold bad ones among good ones in a batch', () => {
    const { batch, events } = parse({
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify([sent, { id: 'x' }, 7, { ...sent.toJSON(), specversion: '0.3' }]),
    });
    expect(batch).toBe(true);
    expect(events).toMatchObject([
      { ok: true },
      { ok: false, id: 'x', reason: 'source is missing.' },
      { ok: false, reason: 'A CloudEvent must be an object.' },
      { ok: false, id: 'e1', reason: 'specversion must be 1.0.' },
    ]);
  });
  it('may pack its data', () => {
    const packed = Buffer.from('{"a":1}').toString('base64');
    const event = { id: '1', source: 's', type: 't', specversion: '1.0', data_base64: packed };
    expect(dataOf(parseEvent(event))).toEqual({ a: 1 });
    expect(dataOf(parseEvent({ ...event, datacontenttype: 'text/plain' }))).toBe('{"a":1}');
  });
  it('decodes what headers can not hold', () => {
    const headers = {
      'ce-id': '1',
      'ce-source': 's',
      'ce-type': 't',
      'ce-specversion': '1.0',
      'ce-subject': 'J%C3%BCrgen',
    };
    expect(parseRequest({ ...headers, 'content-type': 'application/json' }, '{}').events[0]).toMatchObject({
      event: { subject: 'Jürgen' },
    });
  });
  it.each([
    [{ 'content-type': 'application/cloudevents+avro' }, '{}', 'unsupported-media-type'],
    [{ 'content-type': 'application/json' }, '{}', 'form'],
    [{ 'content-type': 'application/cloudevents-batch+json' }, '{}', 'form'],
    [{ 'content-type': 'application/cloudevents+json' }, '{', 'form'],
  ])('%j with %s is refused', (headers, text, slug) => {
    expect(() => parseRequest(headers, text)).toThrow(expect.objectContaining({ slug }));
  });
});

describe('what a CloudEvent tells', () => {
  const event = (type: string, data: unknown, more: object = {}) => {
    const parsed = parseEvent({ id: '1', source: 's', specversion: '1.0', type, data, ...more });
    if (!parsed.ok) throw new Error(parsed.reason);
    return readCloudEvent(parsed.event, receivedAt);
  };
  const customer = { identifiers: [{ type: 'email', value: 'a@example.com', verified: true }], name: 'A' };

  it('is a contact, a purchase or feedback of somebody, without what nobody declared', () => {
    expect(
      event('com.rapport.purchase', { customer, channel: 'web', amount: { minor: 1, currency: 'EUR' }, mood: 'x' }),
    ).toEqual({
      ok: true,
      messageId: 's#1',
      occurredAt: receivedAt,
      who: customer,
      others: [],
      facts: { kind: 'purchase', body: { channel: 'web', amount: { minor: 1, currency: 'EUR' } } },
      dropped: ['mood'],
    });
    expect(event('com.rapport.feedback', { survey: 'nps', score: 9 }, { subject: 'c-7' })).toMatchObject({
      who: { identifiers: [{ type: 'externalId', value: 'c-7', verified: true }] },
      facts: { kind: 'feedback' },
    });
    expect(event('com.rapport.customer', { customer })).toMatchObject({ ok: true, facts: undefined });
  });
  it.each([
    ['com.example.someevent', {}, {}, 'event-type-unknown'],
    ['com.rapport.toString', {}, {}, 'event-type-unknown'],
    ['com.rapport.purchase', {}, {}, 'form'],
    ['com.rapport.purchase', { customer: { name: 'x' } }, {}, 'form'],
    ['com.rapport.purchase', 'text', { subject: 'c' }, 'form'],
    ['com.rapport.purchase', {}, { subject: 'c', time: 'noon' }, 'form'],
  ])('of %s with %j and %j is refused', (type, data, more, slug) => {
    expect(event(type, data, more)).toMatchObject({ ok: false, slug });
  });
  it('is read or refused, whatever it is', () => {
    const type = fc.constantFrom(...CLOUD_EVENT_TYPES);
    fc.assert(
      fc.property(type, fc.jsonValue(), fc.jsonValue(), (name, data, about) => {
        const given = typeof data === 'object' && !Array.isArray(data) ? { ...data, customer: about } : data;
        expect(typeof event(name, given).ok).toBe('boolean');
      }),
    );
  });
});
