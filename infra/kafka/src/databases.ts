import { createPool } from '@rapport/messaging';

type Pool = ReturnType<typeof createPool>;

/** The database of each service, over one connection each. */
export type Databases = ReadonlyMap<string, Pool>;

/** Works with them, and closes them at the end. `urls` by service: of a role that may write messaging's tables. */
export async function withDatabases<Result>(
  urls: Readonly<Record<string, string>>,
  work: (databases: Databases) => Promise<Result>,
): Promise<Result> {
  const databases = new Map(
    Object.entries(urls).map(([service, url]) => [service, createPool(url, 1, () => undefined)]),
  );
  try {
    return await work(databases);
  } finally {
    await Promise.all([...databases.values()].map(pool => pool.end()));
  }
}

/** Asks each of them, one after the other. */
export async function ofEach<Answer>(
  databases: Databases,
  ask: (pool: Pool, service: string) => Promise<Answer>,
): Promise<ReadonlyMap<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (const [service, pool] of databases) answers.set(service, await ask(pool, service));
  return answers;
}
