import type { Messaging } from '@rapport/messaging';
import { Gauge, type Registry } from 'prom-client';

type Figures = Awaited<ReturnType<Messaging['figures']>>;

const HELP = {
  lag: 'Messages on the topics read here that are not applied yet',
  outbox: 'Events written and not yet sent to Kafka',
  todo: 'Commands that policies asked for and that are not carried out yet',
  refusing: '1 while commands are refused because too many events wait to be sent to Kafka, else 0',
  reading: '1 while events are read, 0 when reading has stopped for a cause that all of them may share',
  paused: '1 while the relay is paused, because partitions are being added, else 0',
  expired: 'Records of personal values that were removed because they were past their time',
  oversized:
    'Times that the document of a customer was left out because it is too large for its topic, since the start',
  agrees: '1 while the log and its topic are known to hold the same, 0 while one of them may have been restored',
} as const satisfies Readonly<Record<keyof Figures, string>>;

/** Gauges of messaging, asked for once a scrape; while the database is away the last values stay. */
export function showFigures(messaging: Pick<Messaging, 'figures'>, registry: Registry): void {
  let asked: Promise<Figures | undefined> | undefined;
  const ask = (): Promise<Figures | undefined> =>
    (asked ??= messaging
      .figures()
      .catch(() => undefined)
      .finally(() => (asked = undefined)));
  const gauge = (name: keyof Figures): void => {
    const made = new Gauge({
      name: `rapport_messaging_${name}`,
      help: HELP[name],
      registers: [registry],
      async collect() {
        const figures = await ask();
        if (figures !== undefined) made.set(figures[name]);
      },
    });
  };
  gauge('lag');
  gauge('outbox');
  gauge('todo');
  gauge('reading');
  gauge('agrees');
  gauge('refusing');
  gauge('paused');
  gauge('expired');
  gauge('oversized');
}
