import type { Messaging } from '@rapport/messaging';
import { Counter, type Registry } from 'prom-client';

/** What policies asked for in vain, by why. */
export function showRefused(refused: Pick<Messaging['refused'], 'counts'>, registry: Registry): void {
  const counter = new Counter({
    name: 'rapport_messaging_refused_total',
    help: 'Commands of policies that were refused, by this process; ordinary: the policy asks knowing that they may be',
    labelNames: ['policy', 'command', 'refusal', 'ordinary'],
    registers: [registry],
    collect() {
      counter.reset();
      for (const { commands, ...labels } of refused.counts()) counter.inc(labels, commands);
    },
  });
}
