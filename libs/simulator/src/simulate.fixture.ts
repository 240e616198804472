import { fastify, type FastifyReply, type FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';

type Item = Record<string, unknown>;
interface Body {
  items: Item[];
}

/** Services that only remember what they are sent, with faults to order. */
export interface RecordingServices {
  address: string;
  records: Map<string, Item>;
  /** What came by itself, not in a batch. */
  alone: { path: string; key: string | undefined }[];
  failures: number;
  refused: number;
  failEvery(n: number): void;
  loseAnswerEvery(n: number): void;
  knowCustomersLate(): void;
  refuse(which: (item: Item) => boolean, slug: string): void;
  /** The times of what was accepted for each customer, in the order of arrival. */
  timesByCustomer(): Map<string, string[]>;
  close(): Promise<void>;
}

export async function recordingServices(): Promise<RecordingServices> {
  const server = fastify({ bodyLimit: 4 << 20, forceCloseConnections: true });
  const records = new Map<string, Item>();
  const unknownFor = new Map<string, number>();
  const faults = { failEvery: 0, loseEvery: 0, late: false, which: (_: Item) => false, slug: '' };
  let requests = 0;

  const take = (item: Item, index: number, path: string) => {
    const id = idOf(item, path);
    if (faults.which(item)) {
      services.refused += 1;
      return {
        index,
        status: 'rejected',
        problem: { type: `/problems/${faults.slug}`, detail: `refused by ${faults.slug}` },
      };
    }
    if (records.has(id)) return { index, status: 'duplicate', id };
    const customer = customerOf(item, records);
    if (!path.endsWith('/resolve') && !records.has(customer)) throw new Error(`unknown customer ${customer}`);
    const early = unknownFor.get(customer) ?? (faults.late ? 2 : 0);
    if (early > 0 && !path.endsWith('/resolve')) {
      unknownFor.set(customer, early - 1);
      return { index, status: 'rejected', problem: { type: '/problems/customer-unknown' } };
    }
    unknownFor.set(customer, 0);
    records.set(id, item);
    return { index, status: 'accepted', id };
  };

  const answer = async (request: FastifyRequest<{ Body: Body }>, reply: FastifyReply) => {
    if (request.headers.authorization !== 'Bearer service-token')
      return reply.code(401).send({ title: 'Sign in first' });
    requests += 1;
    if (faults.failEvery > 0 && requests % faults.failEvery === 0) {
      services.failures += 1;
      return reply
        .code(requests % 2 === 0 ? 503 : 429)
        .header('retry-after', '0.01')
        .send();
    }
    const path = request.url;
    // What goes one at a time is not looked at here.
    if (!Array.isArray(request.body.items)) {
      services.alone.push({ path, key: request.headers['idempotency-key']?.toString() });
      return { sequence: 1 };
    }
    const results = request.body.items.map((item, index) => take(item, index, path));
    if (faults.loseEvery > 0 && requests % faults.loseEvery === 0) return reply.hijack().raw.destroy();
    return path.endsWith('/resolve')
      ? { results: results.map(({ index, id, status }) => ({ index, customerId: id, created: status === 'accepted' })) }
      : { results };
  };
  // Of a complaint only what call-backs are found by: when its last step closed it.
  server.get<{ Params: { id: string } }>('/api/complaints/v1/complaints/:id', ({ params: { id } }) => {
    const steps = [...records.values()].filter(item => item.complaintId === id && 'command' in item);
    const callBacks = ['soon', 'later'].map(round => ({ callBackId: `${id}-${round}`, round, status: 'open' }));
    return { closedAt: steps.at(-1)?.occurredAt, callBacks };
  });
  server.post('*', answer);
  server.put('*', answer);

  const services: RecordingServices = {
    address: await server.listen({ port: 0, host: '127.0.0.1' }),
    records,
    alone: [],
    failures: 0,
    refused: 0,
    failEvery: n => void (faults.failEvery = n),
    loseAnswerEvery: n => void (faults.loseEvery = n),
    knowCustomersLate: () => void (faults.late = true),
    refuse: (which, slug) => void Object.assign(faults, { which, slug }),
    timesByCustomer: () => {
      const times = new Map<string, string[]>();
      for (const item of records.values()) {
        const customer = customerOf(item, records);
        times.set(customer, [...(times.get(customer) ?? []), String(item.occurredAt ?? item.deliveredAt)]);
      }
      return times;
    },
    close: () => server.close(),
  };
  return services;
}

/** As the services do: the sender's own id makes the record's id. */
function idOf(item: Item, path: string): string {
  const key = path.endsWith('/resolve')
    ? JSON.stringify(item.identifiers)
    : `${String(item.source)}/${String(item.sourceId)}`;
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

function customerOf(item: Item, records: ReadonlyMap<string, Item>): string {
  if (item.complaintId !== undefined) return customerOf(records.get(String(item.complaintId)) ?? {}, records);
  return item.customerId === undefined ? idOf(item, '/resolve') : String(item.customerId);
}
