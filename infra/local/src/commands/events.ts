import type { Command } from 'commander';
import { exitCodes, Failure } from '../failure.ts';
import { interruptSignal } from '../interrupt.ts';
import { readTopics, topicsToRead } from '../kafka/reader.ts';
import { isAbout, Latest, shown, type Shown } from '../kafka/shown.ts';
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
  const show = (message: Shown): void => print(json ? JSON.stringify(message) : lineOf(message));
  let live = false;
  let count = 0;
  await readTopics({
    brokers,
    topics,
    // To find the last events of one customer every event has to be looked at.
    back: customer === undefined ? limit : undefined,
    follow,
    signal,
    onMessage: fetched => {
      const message = shown(fetched);
      if (customer !== undefined && !isAbout(message, customer)) return;
      if (live) show(message);
      else latest.add(message);
    },
    onCaughtUp: () => {
      const messages = latest.inOrder();
      count = messages.length;
      messages.forEach(show);
      live = true;
    },
  });
  if (signal.aborted) throw new Failure('interrupted', exitCodes.interrupted);
  if (count === 0) say(`no events${customer === undefined ? '' : ` about ${customer}`} on ${topics.join(', ')}`);
}

function lineOf({ event, document, unreadable, topic, partition, offset, key, at }: Shown): string {
  const head = `${paint('dim', event?.occurredAt ?? at)}  ${paint('bold', (event?.type ?? topic).padEnd(24))}`;
  const subject = event === undefined ? key : `${event.subject} #${event.sequence}`;
  const content = unreadable === undefined ? JSON.stringify(event?.data ?? document) : paint('red', unreadable);
  return `${head}  ${subject}  ${paint('dim', `${topic}/${partition}@${offset}`)}  ${content}`;
}
