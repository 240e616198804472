import type { Messaging, ParkingFigures } from '@rapport/messaging';
import { Counter, Gauge, type Registry } from 'prom-client';

/** What is parked, by topic, asked for once a scrape; while the database is away the last values stay. */
export function showParking(parked: Pick<Messaging['parked'], 'figures'>, registry: Registry): void {
  let asked: Promise<ParkingFigures | undefined> | undefined;
  const ask = (): Promise<ParkingFigures | undefined> =>
    (asked ??= parked
      .figures()
      .catch(() => undefined)
      .finally(() => (asked = undefined)));
  const gauge = (name: string, help: string, of: 'events' | 'oldest'): void => {
    const made = new Gauge({
      name: `rapport_messaging_${name}`,
      help,
      labelNames: ['topic'],
      registers: [registry],
      async collect() {
        for (const waiting of (await ask())?.waiting ?? []) made.set({ topic: waiting.topic }, waiting[of]);
      },
    });
  };
  gauge('parked', 'Events that could not be applied, and those that wait behind them', 'events');
  gauge('parked_oldest_seconds', 'Seconds since the oldest of them was parked', 'oldest');
  const actions = new Counter({
    name: 'rapport_messaging_parking_total',
    help: 'Events parked, tried again with success (retried) or in vain (failed), and dropped, by this process',
    labelNames: ['topic', 'action'],
    registers: [registry],
    async collect() {
      const figures = await ask();
      if (figures === undefined) return;
      actions.reset();
      for (const { topic, action, events } of figures.actions) actions.inc({ topic, action }, events);
    },
  });
}
