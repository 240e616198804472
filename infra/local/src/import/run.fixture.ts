import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import Type from 'typebox';
import { Compile } from 'typebox/compile';

const Body = Compile(Type.Object({ items: Type.Array(Type.Record(Type.String(), Type.Unknown())) }));
type Item = Record<string, unknown>;

/** A gateway whose services remember what they are sent, with faults to order. */
export interface Receiver {
  address: string;
  records: Map<string, Item>;
  customers: Set<string>;
  /** What customers were asked for by. */
  sightings: Item[];
  requests: number;
  /** Every nth request is answered by 503, by 429, or by no answer at all after its work was done. */
  failEvery(n: number): void;
  /** The body of a batch with such an item is refused as a whole, pointing at it, as services do for wrong forms. */
  refuseForm(which: (item: Item) => boolean): void;
  /** From now on every request is refused for good. */
  breakDown(after: number): void;
  close(): Promise<void>;
}

export async function receiver(): Promise<Receiver> {
  const faults = { every: 0, breakAfter: Infinity, form: (_: Item) => false };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body: unknown = await json(request);
    if (!Body.Check(body) || body.items.length > 500) return answer(response, 400, {});
    self.requests += 1;
    if (self.requests > faults.breakAfter) return answer(response, 403, { title: 'No more' });
    const failing = faults.every > 0 && self.requests % faults.every === 0;
    if (failing && self.requests % 3 !== 0) {
      response.setHeader('retry-after', '0.01');
      return answer(response, self.requests % 3 === 1 ? 503 : 429, {});
    }
    const errors = body.items.flatMap((item, index) =>
      faults.form(item) ? { pointer: `/items/${index}/lines/0`, message: 'must be right' } : [],
    );
    if (errors.length > 0) return answer(response, 400, { title: 'The request is not well formed', errors });
    const resolving = request.url?.endsWith('/resolve') ?? false;
    const results = body.items.map((item, index) => (resolving ? resolve(item, index) : record(item, index)));
    if (failing) response.destroy();
    else answer(response, 200, { results });
  };
  const server = createServer((request, response) => void serve(request, response));

  const resolve = (item: Item, index: number) => {
    self.sightings.push(item);
    const customerId = hash(JSON.stringify(item['identifiers']));
    const created = !self.customers.has(customerId);
    self.customers.add(customerId);
    return { index, customerId, created };
  };
  const record = (item: Item, index: number) => {
    const id = hash(`${String(item['source'])}/${String(item['sourceId'])}`);
    const status = self.records.has(id) ? 'duplicate' : 'accepted';
    self.records.set(id, item);
    return { index, status, id };
  };

  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const bound = server.address();
  const self: Receiver = {
    address: `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`,
    records: new Map(),
    customers: new Set(),
    sightings: [],
    requests: 0,
    failEvery: n => void (faults.every = n),
    refuseForm: which => void (faults.form = which),
    breakDown: after => void (faults.breakAfter = after),
    close: () =>
      new Promise(closed => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return self;
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
