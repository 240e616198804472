/** So long a page asks for what was written on it; whoever is that far behind is asked without. */
const FRESH_MS = 3_000;
const MOST = 8;

interface Write {
  readonly service: string;
  readonly token: string;
  readonly at: number;
}

let writes: readonly Write[] = [];

const serviceOf = (path: string): string | undefined => /^\/api\/([^/]+)\/v\d/.exec(path)?.[1];

/** Remembers, of an answer to a write, after what the lists of that service have to be read. */
export function wrote(path: string, answer: Pick<Response, 'headers'>): void {
  const [service, token] = [serviceOf(path), answer.headers.get('rapport-sequence')];
  if (service === undefined || token === null) return;
  writes = [...writes, { service, token, at: Date.now() }].slice(-MOST);
}

/** What a read of this service has to wait for, as a `Rapport-After` header says it: else a list would show what is no more. */
export function afterOwn(path: string): string | undefined {
  writes = writes.filter(({ at }) => Date.now() - at < FRESH_MS);
  const service = serviceOf(path);
  const tokens = writes.filter(write => write.service === service).map(({ token }) => token);
  return tokens.length === 0 ? undefined : tokens.join(',');
}
