import { Inject, Injectable } from '@nestjs/common';
import { UnavailableError, type Messaging } from '@rapport/messaging';
import { MESSAGING, METRICS, sourceId as idOf, textErrors, type ProblemDocument } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import { Counter, type Registry } from 'prom-client';
import { ChannelCatalogue } from '../api/channel-catalogue.ts';
import { SurveyCatalogue } from '../api/survey-catalogue.ts';
import type { FindCustomers, Found } from './customers.ts';
import { DroppedAttributes } from './dropped-attributes.ts';
import { inWords, type Facts, type Readable, type RecordedKind, type Reading, type Who } from './reading.ts';
import { KINDS, recorders, type Recording } from './recorders.ts';
import { keyOf, Rejects, type Protocol } from './rejects.ts';
import type { Source } from './sources.ts';

export const CUSTOMERS = Symbol('customers');

/** A message as it came, and what was read in it. */
export interface Message {
  /** For trying again: as it is kept where it can't be used. */
  readonly raw: unknown;
  readonly reading: Reading;
}

export interface Outcome {
  readonly status: 'accepted' | 'duplicate' | 'rejected';
  readonly messageId: string | undefined;
  readonly slug?: string;
  readonly reason?: string;
  readonly customerId?: string | undefined;
}

const CHUNK = 500;
/** These say nothing of the message: whoever sends it again will see it taken. */
const PASSING = new Set(['/problems/conflict', '/problems/unavailable', '/problems/throttled', '/problems/too-slow']);
const NOBODY = '00000000-0000-7000-8000-000000000000';

/**
 * Takes messages that were read: finds whom they are about, records what they tell, counts what they drop and keeps those
 * that can't be used. Taken twice they are recorded once. Throws UnavailableError where they may be taken later.
 */
@Injectable()
export class Intake {
  readonly #messaging: Messaging;
  readonly #channels: ChannelCatalogue;
  readonly #surveys: SurveyCatalogue;
  readonly #find: FindCustomers;
  readonly #rejects: Rejects;
  readonly #dropped: DroppedAttributes;
  readonly #counter: Counter<'source' | 'outcome'>;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(CUSTOMERS) find: FindCustomers,
    @Inject(METRICS) metrics: Registry,
    channels: ChannelCatalogue,
    surveys: SurveyCatalogue,
    rejects: Rejects,
    dropped: DroppedAttributes,
  ) {
    this.#messaging = messaging;
    this.#channels = channels;
    this.#surveys = surveys;
    this.#find = find;
    this.#rejects = rejects;
    this.#dropped = dropped;
    this.#counter = new Counter({
      name: 'rapport_ingest_messages_total',
      help: 'Messages of senders by what became of them: accepted, duplicate or rejected',
      labelNames: ['source', 'outcome'],
      registers: [metrics],
    });
  }

  async take(
    request: FastifyRequest,
    source: Source,
    { protocol, receivedAt, messages }: { protocol: Protocol; receivedAt: string; messages: readonly Message[] },
  ): Promise<readonly Outcome[]> {
    request.principal = {
      id: idOf('ingest', source.sourceId),
      name: source.name,
      subject: source.sourceId,
      roles: ['service'],
      teams: [],
    };
    const [channels, surveys] = await Promise.all([this.#channels.current(), this.#surveys.current()]);
    const recording = { messaging: this.#messaging, channels, surveys, request };
    const outcomes: Outcome[] = [];
    for (let start = 0; start < messages.length; start += CHUNK) {
      outcomes.push(...(await this.#takeSome(messages.slice(start, start + CHUNK), source, recording)));
    }
    const rejected = outcomes.flatMap(({ status, messageId, slug = '', reason = '', customerId }, i) =>
      status === 'rejected'
        ? [
            {
              sourceId: source.sourceId,
              messageId,
              protocol,
              slug,
              reason,
              customerId,
              receivedAt,
              message: messages[i]?.raw,
            },
          ]
        : [],
    );
    await this.#rejects.keep(rejected);
    const refused = new Set(rejected.map(({ messageId }) => messageId));
    const settled = outcomes.flatMap(({ messageId }) =>
      messageId === undefined || refused.has(messageId) ? [] : messageId,
    );
    await this.#rejects.settle(source.sourceId, settled);
    for (const { status } of outcomes) this.#counter.inc({ source: source.name, outcome: status });
    return outcomes;
  }

  async #takeSome(messages: readonly Message[], source: Source, recording: Recording): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = messages.map(({ reading }) => checked(reading));
    const good = messages.flatMap(({ reading }, index) =>
      reading.ok && outcomes[index]?.status === 'accepted' ? [{ index, reading }] : [],
    );
    const customers = await this.#customersOf(good.map(({ reading }) => reading));
    const tasks: Task[] = [];
    for (const [i, { index, reading }] of good.entries()) {
      const found = customers[i];
      if (found === undefined) throw new Error('a customer was not looked for');
      this.#dropped.count(source, reading.dropped);
      if ('problem' in found) outcomes[index] = refusedBy(found.problem, reading.messageId);
      else if (reading.facts !== undefined) tasks.push({ index, reading, customerId: found.customerId });
    }
    for (const kind of KINDS) {
      await this.#record(kind, tasks, source, recording, outcomes);
    }
    return outcomes;
  }

  async #record(
    kind: RecordedKind,
    tasks: readonly Task[],
    source: Source,
    recording: Recording,
    outcomes: Outcome[],
  ): Promise<void> {
    const mine = tasks.filter(({ reading }) => reading.facts?.kind === kind);
    if (mine.length === 0) return;
    const { results } = await recorders[kind].record(
      mine.map(task => bodyOf(task, source)),
      recording,
    );
    for (const [i, { index, reading, customerId }] of mine.entries()) {
      const result = results[i];
      if (result === undefined) throw new Error(`nothing was said of message ${index}`);
      const { messageId } = reading;
      outcomes[index] =
        result.status === 'rejected'
          ? { ...refusedBy(result.problem, messageId), customerId }
          : { status: result.status, messageId, customerId };
    }
  }

  /** The customer of each reading: those who show the same are looked for once, as of the first time that they are seen. */
  async #customersOf(readings: readonly Readable[]): Promise<readonly Found[]> {
    const seen = new Map<string, { who: Who; occurredAt: string }>();
    const see = (who: Who, occurredAt: string): string => {
      const key = JSON.stringify(who);
      const before = seen.get(key);
      if (before === undefined || occurredAt < before.occurredAt) seen.set(key, { who, occurredAt });
      return key;
    };
    const keys = readings.map(({ who, others, occurredAt }) => {
      for (const other of others) see(other, occurredAt);
      return 'customerId' in who ? who : see(who, occurredAt);
    });
    const found = seen.size === 0 ? [] : await this.#find([...seen.values()]);
    const byKey = new Map([...seen.keys()].map((key, i) => [key, found[i]]));
    return keys.map(key => {
      const answer = typeof key === 'string' ? byKey.get(key) : key;
      if (answer === undefined) throw new Error('a customer was not looked for');
      return answer;
    });
  }
}

interface Task {
  readonly index: number;
  readonly reading: Readable;
  readonly customerId: string;
}

function bodyOf({ reading: { facts, messageId, occurredAt }, customerId }: Task, { name }: Source): unknown {
  if (facts === undefined) throw new Error('there is nothing to record');
  const origin = { occurredAt, source: name, sourceId: keyOf(facts.sourceId ?? messageId) };
  return whole(facts, { customerId, ...origin, ...purchaseOf(facts, name) });
}

const purchaseOf = ({ ofPurchase }: Facts, source: string): object =>
  ofPurchase === undefined ? {} : { purchaseId: idOf(source, keyOf(ofPurchase)) };

/** The facts with those of the other values that a body of their kind has. */
function whole({ kind, body }: Facts, others: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { fields } = recorders[kind];
  const all: Record<string, unknown> = { ...body };
  for (const [name, value] of Object.entries(others)) if (fields.has(name)) all[name] = value;
  return all;
}

/** What can be said before anybody is asked: nobody becomes a customer by a message that can't be used. */
function checked(reading: Reading): Outcome {
  const { messageId } = reading;
  const refuse = (slug: string, reason: string): Outcome => ({ status: 'rejected', messageId, slug, reason });
  if (!reading.ok) return refuse(reading.slug, reading.reason);
  const [unstorable] = textErrors({ who: reading.who, others: reading.others, facts: reading.facts });
  if (unstorable) return refuse('form', inWords('It', [unstorable]));
  if (reading.facts === undefined) return { status: 'accepted', messageId };
  const errors = recorders[reading.facts.kind].errors(whole(reading.facts, { customerId: NOBODY, purchaseId: NOBODY }));
  return errors.length === 0 ? { status: 'accepted', messageId } : refuse('form', inWords('It', errors));
}

/** Throws where it is no matter of the message. */
function refusedBy({ type, title, detail = title, errors = [] }: ProblemDocument, messageId: string): Outcome {
  if (PASSING.has(type)) throw new UnavailableError('Too much is going on just now: send it again.', 1);
  const reason = errors.length === 0 ? detail : inWords(detail.replace(/\.$/, ''), errors);
  return { status: 'rejected', messageId, slug: type.slice(type.lastIndexOf('/') + 1), reason };
}
