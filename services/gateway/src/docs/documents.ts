import type { OpenApiDocument } from '@rapport/service-kit';
import type { Upstream, Upstreams } from '../proxy/upstreams.ts';
import { mergeDocuments, type Described } from './merge.ts';

const KEPT_MS = 10_000;
const PATIENCE_MS = 2_000;

/** The merged document, asked of the services at most every ten seconds. */
export class Documents {
  readonly #upstreams: Upstreams;
  readonly #own: OpenApiDocument;
  #merged: Promise<unknown> | undefined;
  #until = 0;

  constructor(upstreams: Upstreams, own: OpenApiDocument) {
    this.#upstreams = upstreams;
    this.#own = own;
  }

  merged(): Promise<unknown> {
    if (this.#merged === undefined || performance.now() > this.#until) {
      this.#until = performance.now() + KEPT_MS;
      this.#merged = this.#merge();
    }
    return this.#merged;
  }

  async #merge(): Promise<unknown> {
    return mergeDocuments(this.#own.content, await Promise.all(this.#upstreams.all().map(describe)));
  }
}

async function describe({ name, pool }: Upstream): Promise<Described> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const { statusCode, body } = await pool.request({ method: 'GET', path: '/openapi.json', signal });
    const document: unknown = await body.json();
    return { name, document: statusCode === 200 ? document : undefined };
  } catch {
    return { name, document: undefined };
  }
}
