import type { ServiceName } from './event.ts';

export const SERVICES = [
  'profile',
  'interactions',
  'complaints',
  'loyalty',
  'analytics',
] as const satisfies readonly ServiceName[];

/**
 * All topics have the same number of partitions, so that one partition number holds the same subjects everywhere. This many
 * at first; a system in use may have been given more.
 */
export const PARTITIONS = 8;

export const eventTopic = (service: ServiceName, prefix = ''): string => `${prefix}${service}.events`;
export const customersTopic = (prefix = ''): string => `${prefix}profile.customers`;

export interface TopicDeclaration {
  readonly name: string;
  readonly partitions: number;
  readonly configs: Readonly<Record<string, string>>;
}

/** Every topic of the system. Event topics keep everything; the customer view keeps the last document of each customer. */
export function topics(prefix = '', partitions = PARTITIONS): TopicDeclaration[] {
  const keepAll = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' };
  return [
    ...SERVICES.map(service => ({ name: eventTopic(service, prefix), partitions, configs: keepAll })),
    { name: customersTopic(prefix), partitions, configs: { 'cleanup.policy': 'compact' } },
  ];
}
