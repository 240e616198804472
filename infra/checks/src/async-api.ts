import { contracts, customersTopic, SERVICES, topics, type EventContract, type ServiceName } from '@rapport/contracts';

const text = { type: 'string' };
const number = { type: 'string', pattern: '^[1-9][0-9]*$' };

/** The headers of every event on Kafka: CloudEvents 1.0 in binary mode, and our extensions. */
const headers = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_subject', 'ce_time', 'ce_sequence', 'ce_stream'],
  properties: {
    'content-type': { const: 'application/json' },
    ce_specversion: { const: '1.0' },
    ce_id: { ...text, format: 'uuid', description: 'The event. UUIDv7; the same on every delivery.' },
    ce_source: { ...text, description: '/rapport/<service>' },
    ce_type: { ...text, description: 'The name of the event.' },
    ce_subject: { ...text, description: "The customer's id as first recorded, or <kind>:<id>. Also the key." },
    ce_time: { ...text, format: 'date-time', description: 'When it happened: business time.' },
    ce_recordedtime: { ...text, format: 'date-time', description: 'When Rapport learned of it.' },
    ce_sequence: { ...number, description: '1, 2, 3 … for each source and subject: shows duplicates and losses.' },
    ce_position: { ...number, description: "The place in its service's log." },
    ce_stream: { ...text, description: 'The record that it changed, such as complaint-<uuid>.' },
    ce_streamversion: { ...number, description: 'The version that it brought this record to.' },
    ce_epoch: { ...number, description: 'Raised when a database was restored from a backup.' },
    ce_actor: { ...text, description: 'A person’s pseudonym, a policy, or the clock.' },
    ce_imported: { const: 'true', description: 'History filed afterwards: it sets nobody to work.' },
    ce_hop: { ...number, description: 'How many policies lie between a person’s act and this event.' },
    ce_traceparent: { ...text, description: 'W3C trace context of the request that led to it.' },
  },
};

/** The AsyncAPI 3.0 document of the whole system: its topics, who sends, and each event with schema and example. */
export function asyncApi(version: string): unknown {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Rapport',
      version,
      description:
        'What happened to every customer, told once by the service that decided it. The order of a customer is kept within a topic.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      local: { host: '127.0.0.1:4192', protocol: 'kafka', description: 'The local stack of ./rapport up' },
    },
    channels: Object.fromEntries([...SERVICES.map(eventChannel), customersChannel()]),
    operations: Object.fromEntries([...SERVICES.map(eventOperation), customersOperation]),
    components: {
      messages: Object.fromEntries(contracts.map(contract => [contract.type, message(contract)])),
      messageTraits: { cloudEvent: { headers, bindings: { kafka: { key: text, bindingVersion: '0.5.0' } } } },
    },
  };
}

const named = (service: ServiceName): EventContract[] => contracts.filter(contract => contract.service === service);
const channelName = (service: ServiceName): string => `${service}Events`;

function eventChannel(service: ServiceName): [string, unknown] {
  const topic = `${service}.events`;
  const messages = named(service).map(({ type }) => [type, { $ref: `#/components/messages/${type}` }] as const);
  const description = `Every event of the ${service} service, kept for ever.`;
  return [
    channelName(service),
    { address: topic, description, messages: Object.fromEntries(messages), ...kafka(topic) },
  ];
}

function customersChannel(): [string, unknown] {
  const topic = customersTopic();
  const document = {
    name: 'CustomerView',
    summary: 'The view of one customer as it now is; without a value where there is none any more.',
    headers: { type: 'object', properties: { version: { ...number, description: 'The higher one counts.' } } },
    payload: { type: 'object', additionalProperties: true },
  };
  const description = 'The last view of each customer, by customer id. It carries personal data.';
  return ['customers', { address: topic, description, messages: { CustomerView: document }, ...kafka(topic) }];
}

function kafka(topic: string): { bindings?: unknown } {
  const declared = topics().find(({ name }) => name === topic);
  if (declared === undefined) return {};
  const policy = declared.configs['cleanup.policy'] ?? 'delete';
  const topicConfiguration = {
    'cleanup.policy': [policy],
    ...(declared.configs['retention.ms'] !== undefined && { 'retention.ms': Number(declared.configs['retention.ms']) }),
  };
  return {
    bindings: { kafka: { topic, partitions: declared.partitions, topicConfiguration, bindingVersion: '0.5.0' } },
  };
}

const eventOperation = (service: ServiceName): [string, unknown] => [
  `tell${service[0]?.toUpperCase()}${service.slice(1)}Events`,
  {
    action: 'send',
    channel: { $ref: `#/channels/${channelName(service)}` },
    summary: `The ${service} service tells what happened.`,
  },
];

const customersOperation: [string, unknown] = [
  'publishCustomerView',
  { action: 'send', channel: { $ref: '#/channels/customers' }, summary: 'The profile service publishes the view.' },
];

const message = ({ type, description, schema, example }: EventContract): unknown => ({
  name: type,
  title: type,
  summary: description,
  contentType: 'application/json',
  payload: schema,
  correlationId: { location: '$message.header#/ce_traceparent' },
  examples: [{ payload: example }],
  traits: [{ $ref: '#/components/messageTraits/cloudEvent' }],
});
