import { createMessaging, quiet, type Messaging } from '@rapport/messaging';
import { allowance } from '../domain/allowance.ts';
import { outboundMessage } from '../domain/message.decide.ts';
import { reachability } from '../domain/reachability.ts';

/** A write side that publishes nothing; read models learn what `deliver` brings them. */
export function processOn(database: string): Messaging {
  const options = { deciders: [outboundMessage, allowance, reachability], projections: [], policies: [], log: quiet };
  return createMessaging({ service: 'interactions', database, ...options, brokers: ['127.0.0.1:1'] });
}
