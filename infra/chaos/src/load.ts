import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '@rapport/simulator';
import type { Entry, Journal } from './journal.ts';
import { outcomesOf } from './batch-answer.ts';
import { enrolment, nextBatch, nextOrder, stepsOf, type Order } from './orders.ts';
import type { Services } from './services.ts';

const ANSWER_WITHIN_MS = 4_000;
const PATIENCE_MS = 90_000;
const LOOKS_EVERY = 8;

export interface LoadOptions {
  readonly services: Services;
  readonly token: string;
  readonly journal: Journal;
  readonly seed: string;
  readonly customers: readonly string[];
  readonly workers: number;
  /** Above one, every other worker sends so many contacts at once. */
  readonly batch?: number;
  /** Pause of a worker between two commands. */
  readonly pauseMs: number;
  readonly signal: AbortSignal;
}

interface Answer {
  readonly status: number;
  readonly token: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends commands as callers would, each until its outcome is known, and writes down what it was told. */
export class Load {
  private readonly options: LoadOptions;
  private readonly stopping = new AbortController();
  private working: Promise<unknown> = Promise.resolve();
  private turn = 0;

  constructor(options: LoadOptions) {
    this.options = options;
  }

  /** Resolves when all customers have joined and the workers are on their way. */
  async start(): Promise<void> {
    const { customers, workers } = this.options;
    await Promise.all(customers.map(customer => this.carryOut(enrolment(customer), customer)));
    this.working = Promise.all(Array.from({ length: workers }, (_, worker) => this.work(worker)));
    this.working.catch(() => undefined);
  }

  /** No new commands; resolves when the outcome of each is known, or patience has ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  private async work(worker: number): Promise<void> {
    const { seed, customers, pauseMs, signal, batch = 1 } = this.options;
    const random = createRandom(`${seed}/${worker}`);
    for (let n = 0; !this.stopping.signal.aborted && !signal.aborted; n++) {
      const key = `${seed}/${worker}/${n}`;
      if (batch > 1 && worker % 2 === 1) {
        await this.carryOutAll(nextBatch(customers, random, key, batch));
        continue;
      }
      const order = nextOrder(customers, random, key);
      const answer = await this.carryOut(order, key);
      const id = answer?.body['complaintId'];
      const steps = order.kind === 'complaint' && typeof id === 'string' ? stepsOf(order.customer, id, key) : [];
      for (const step of steps) if (!(await this.carryOut(step, step.key ?? key))) break;
      if (answer && n % LOOKS_EVERY === 0) await this.look(order, answer);
      await sleep(pauseMs * (0.5 + random.uniform()));
    }
  }

  /** Sends it again, under the same key, while nobody knows what came of it. Answers when it was accepted. */
  async carryOut(order: Order, key: string): Promise<Answer | undefined> {
    const { journal, signal } = this.options;
    const entry = journal.open(order.service, order.kind, order.customer, key);
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline && !signal.aborted; await sleep(150)) {
      entry.tries += 1;
      const answer = await this.post(order).catch(() => undefined);
      if (answer === undefined || answer.status >= 500 || answer.status === 429) continue;
      if (answer.status < 300) return this.acknowledged(entry, order, answer);
      if (answer.status === 409) continue;
      journal.settle(entry, { state: 'refused' });
      return undefined;
    }
    journal.settle(entry, { state: 'unknown' });
    return undefined;
  }

  /** The same for many orders of one kind in one request; what is left open is sent again. */
  async carryOutAll(orders: readonly Order[]): Promise<void> {
    const { journal, signal } = this.options;
    let open = orders.map(order => ({
      order,
      entry: journal.open(order.service, order.kind, order.customer, String(order.body['sourceId'])),
    }));
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline && !signal.aborted; await sleep(150)) {
      const [first] = open;
      if (first === undefined) return;
      for (const { entry } of open) entry.tries += 1;
      const { service, path } = first.order;
      const many = { ...first.order, path: `${path}:batch`, body: { items: open.map(({ order }) => order.body) } };
      const answer = await this.post(many).catch(() => undefined);
      if (answer?.status !== 200) continue;
      const outcomes = outcomesOf(answer.body);
      open = open.filter(({ order, entry }, index) => {
        const outcome = outcomes.get(index);
        if (outcome === undefined) return true;
        const effect = `${order.makes[0]}:${outcome.id}`;
        const token = `${service}=${order.customer}:${outcome.sequence}`;
        journal.settle(entry, outcome.refused ? { state: 'refused' } : { state: 'acknowledged', effect, token });
        return false;
      });
    }
    for (const { entry } of open) journal.settle(entry, { state: 'unknown' });
  }

  private acknowledged(entry: Entry, { makes: [type, field] }: Order, answer: Answer): Answer {
    const effect = `${type}:${String(answer.body[field])}`;
    this.options.journal.settle(entry, {
      state: 'acknowledged',
      effect,
      ...(answer.token !== null && { token: answer.token }),
    });
    return answer;
  }

  /** What was acknowledged is there: by its id at once; in the list fresh, or 503. */
  private async look({ service, customer, kind }: Order, { token, body }: Answer): Promise<void> {
    const { journal } = this.options;
    if (kind !== 'interaction' && kind !== 'complaint') return;
    const id = String(body[`${kind}Id`]);
    const path = kind === 'interaction' ? `/v1/interactions/${id}` : `/v1/complaints/${id}`;
    const one = await this.get(service, path).catch(() => undefined);
    if (one && one.status === 404) journal.stale.push(`${kind} ${id} is acknowledged and not found`);
    const list = kind === 'interaction' ? '/v1/interactions' : '/v1/complaints';
    const query =
      kind === 'interaction' ? `customer=${customer}&limit=200` : `customer=${customer}&status=all&limit=200`;
    const many = await this.get(service, `${list}?${query}`, token ?? undefined).catch(() => undefined);
    if (many?.status !== 200) return;
    if (!JSON.stringify(many.body).includes(id)) journal.stale.push(`the list misses ${kind} ${id}`);
  }

  private post({ service, path, body, key }: Order): Promise<Answer> {
    return this.ask(service, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
      body: JSON.stringify(body),
    });
  }

  private get(service: Order['service'], path: string, after?: string): Promise<Answer> {
    return this.ask(service, path, { headers: { ...(after !== undefined && { 'rapport-after': after }) } });
  }

  /** Of the gateways, or of the replicas where there are none, one after the other, as a balancer would. */
  private address(service: Order['service']): string {
    const { services } = this.options;
    const gateways = services.of('gateway');
    const replicas = gateways.length > 0 ? gateways : services.of(service);
    const replica = replicas[this.turn++ % replicas.length];
    if (replica === undefined) throw new Error(`no ${service} runs`);
    return replica.service === 'gateway' ? `${replica.url}/api/${service}` : replica.url;
  }

  private async ask(
    service: Order['service'],
    path: string,
    init: { method?: string; headers: Record<string, string>; body?: string },
  ): Promise<Answer> {
    const response = await fetch(this.address(service) + path, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${this.options.token}` },
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_WITHIN_MS), this.options.signal]),
    });
    const body: unknown = await response.json().catch(() => ({}));
    const token = response.headers.get('rapport-sequence');
    return { status: response.status, token, body: isRecord(body) ? body : {} };
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
