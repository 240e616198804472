import { describe, expect, it } from '@jest/globals';
import { contracts } from '@rapport/contracts';
import { Kafka } from 'cloudevents';
import { fromMessage, toMessage, type Message } from './cloud-event.ts';
import type { LogRow } from './log.ts';

const customer = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const row = (type: string, payload: unknown): LogRow => ({
  position: 7,
  id: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e50',
  aggregatetype: 'interactions',
  aggregateid: customer,
  type,
  payload: JSON.stringify(payload),
  stream: `interaction-${customer}`,
  version: 1,
  sequence: 3,
  epoch: 1,
  occurredAt: '2018-04-05T03:56:24.000Z',
  recordedAt: '2018-04-05T03:56:25.000Z',
  actor: customer,
  imported: false,
  hop: 0,
  traceparent: null,
});

/** As the SDK of the CloudEvents project reads a message of Kafka. */
const readBySdk = ({ key, value, headers }: Message) => {
  const text = value?.toString();
  const message = { key, value: text, body: text, headers: { ...headers } };
  return Kafka.toEvent(message);
};

/** The scenario of binary mode in the conformance tests of the CloudEvents project for Kafka: the only mode that we write. */
describe('conformance: Kafka protocol binding', () => {
  it('binary content mode: attributes are headers with ce_, the data alone is the value', () => {
    const { headers, value } = toMessage(row('com.example.someevent', { message: 'Hello World!' }));
    expect(headers).toMatchObject({
      ce_specversion: '1.0',
      ce_id: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e50',
      ce_type: 'com.example.someevent',
      ce_source: '/rapport/interactions',
      ce_time: '2018-04-05T03:56:24.000Z',
      'content-type': 'application/json',
    });
    expect(value?.toString()).toBe('{"message":"Hello World!"}');
  });
  it.each(contracts.map(({ type, example }) => [type, example] as const))(
    'the project’s own SDK reads %s as we mean it',
    (type, example) => {
      expect(readBySdk(toMessage(row(type, example)))).toMatchObject({
        specversion: '1.0',
        id: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e50',
        type,
        source: '/rapport/interactions',
        subject: customer,
        time: '2018-04-05T03:56:24.000Z',
        datacontenttype: 'application/json',
        sequence: '3',
        data: example,
      });
    },
  );
  it('an event without data would be a tombstone, and is none', () => {
    expect(() => fromMessage({ ...toMessage(row('X', {})), value: null })).toThrow(/no event/);
  });
});
