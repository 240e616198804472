import { Pool } from 'undici';

/** A service behind the gateway, with its kept-open connections. */
export interface Upstream {
  readonly name: string;
  readonly pool: Pool;
}

const CONNECTIONS = 64;
const CONNECT_MS = 2_000;
const PROBE_MS = 2_000;
const PROBE_EVERY_MS = 5_000;

/** How long a service may keep silent, before the answer's headers and between its parts. */
export const SILENCE_MS = 30_000;

/** All services behind, and which of them don't answer. */
export class Upstreams {
  readonly #byName: ReadonlyMap<string, Upstream>;
  #away: readonly string[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(origins: Readonly<Record<string, string>>) {
    this.#byName = new Map(
      Object.entries(origins).map(([name, origin]) => [name, { name, pool: openPool(new URL(origin).origin) }]),
    );
  }

  get(name: string): Upstream | undefined {
    return this.#byName.get(name);
  }

  all(): readonly Upstream[] {
    return [...this.#byName.values()];
  }

  /** The names of those that didn't answer when last asked. */
  away(): readonly string[] {
    return this.#away;
  }

  onApplicationBootstrap(): void {
    void this.#probe();
    this.#timer = setInterval(() => void this.#probe(), PROBE_EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.all().map(({ pool }) => pool.destroy()));
  }

  async #probe(): Promise<void> {
    const states = await Promise.all(this.all().map(async each => ({ name: each.name, up: await answers(each) })));
    this.#away = states.filter(({ up }) => !up).map(({ name }) => name);
  }
}

const openPool = (origin: string): Pool =>
  new Pool(origin, {
    connections: CONNECTIONS,
    connect: { timeout: CONNECT_MS },
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
  });

async function answers({ pool }: Upstream): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PROBE_MS);
    const { statusCode, body } = await pool.request({ method: 'GET', path: '/readyz', signal });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}
