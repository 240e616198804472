import type { Command } from 'commander';
import { exitCodes, Failure } from '../failure.ts';
import { interruptSignal } from '../interrupt.ts';
import { isAbout, Latest, type EventOnTopic } from '../kafka/cloud-event.ts';
import { readTopics, topicsToRead } from '../kafka/reader.ts';
import { paint, print, say } from '../output.ts';
import { attach } from '../stack/programmatic.ts';
import { defaultDir } from '../paths.ts';
import { wholeNumber } from './logs.ts';

interface EventsOptions {
  topic?: string;
  customer?: string;
  follow?: boolean;
  limit: number;
  json?: boolean;
}

export function addEvents(program: Command): void {
  program
    .command('events')
    .description('the last events on Kafka, decoded, oldest first')
    .option('-t, --topic <topic>', 'one topic (`complaints` is short for complaints.events; default: all)')
    .option('-c, --customer <id>', 'only what is about this customer')
    .option('-f, --follow', 'and what comes after them')
    .option('-n, --limit <n>', 'how many of those that are there', wholeNumber, 20)
    .option('--json', 'one JSON object a line')
    .action(showEvents);
}

async function showEvents({ topic, customer, follow = false, limit, json = false }: EventsOptions): Promise<void> {
  const signal = interruptSignal();
  const { brokers } = await attach(defaultDir);
  const topics = await topicsToRead(brokers, topic);
  const latest = new Latest(limit);
  const show = (event: EventOnTopic): void => print(json ? JSON.stringify(event) : lineOf(event));
  let live = false;
  let shown = 0;
  await readTopics({
    brokers,
    topics,
    // To find the last events of one customer every event has to be looked at.
    back: customer === undefined ? limit : undefined,
    follow,
    signal,
    onEvent: event => {
      if (customer !== undefined && !isAbout(event, customer)) return;
      if (live) show(event);
      else latest.add(event);
    },
    onCaughtUp: () => {
      const events = latest.inOrder();
      shown = events.length;
      events.forEach(show);
      live = true;
    },
  });
  if (signal.aborted) throw new Failure('interrupted', exitCodes.interrupted);
  if (shown === 0) say(`no events${customer === undefined ? '' : ` about ${customer}`} on ${topics.join(', ')}`);
}

function lineOf(event: EventOnTopic): string {
  const { type = '', subject = event.key ?? '', sequence, time = event.at } = event.attributes;
  const number = sequence === undefined ? '' : ` #${sequence}`;
  const head = `${paint('dim', time)}  ${paint('bold', (type || event.topic).padEnd(24))}`;
  const place = `${event.topic}/${event.partition}@${event.offset}`;
  return `${head}  ${subject}${number}  ${paint('dim', place)}  ${JSON.stringify(event.data)}`;
}
