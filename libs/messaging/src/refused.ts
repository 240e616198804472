import type pg from 'pg';
import type { RunnablePolicy } from './handlers.ts';
import type { Log } from './messaging.ts';

/** A command of a policy that was refused: it is not tried again. */
export interface Refused {
  readonly id: number;
  readonly policy: string;
  readonly command: string;
  readonly stream: string;
  readonly subject: string;
  /** The slug of the rule that refused it, or what the error said. */
  readonly refusal: string;
  readonly occurredAt: Date;
  readonly refusedAt: Date;
}

export interface RefusedCount {
  readonly policy: string;
  readonly command: string;
  readonly refusal: string;
  /** The policy asks knowing that this may be the answer. */
  readonly ordinary: 'yes' | 'no';
  readonly commands: number;
}

export interface RefusedCommands {
  /** The newest first, without the ordinary ones unless they are asked for. */
  list(filter: { readonly ordinary: boolean }, limit: number, before?: number): Promise<Refused[]>;
  /** Since this process started. */
  counts(): readonly RefusedCount[];
}

/** A refusal as it is told: `slug` where a rule refused. An error's own words may quote a value, so they stay in the database. */
export interface Refusing {
  readonly id: number;
  readonly policy: string;
  readonly command: { readonly type: string };
  readonly stream: string;
  readonly slug?: string | undefined;
}

// What is personal of an erased customer is refused whoever asks.
const ALWAYS_ORDINARY = 'customer-erased';

export function refusedOf(
  pool: pg.Pool,
  policies: readonly RunnablePolicy[],
  log: Log,
): RefusedCommands & { readonly tell: (refusing: Refusing) => void } {
  const counts = new Map<string, RefusedCount>();
  const ordinary = policies.flatMap(({ name, mayBeRefused }) => mayBeRefused.map(slug => `${name}/${slug}`));
  const isOrdinary = (policy: string, slug: string): boolean =>
    slug === ALWAYS_ORDINARY || ordinary.includes(`${policy}/${slug}`);
  return {
    tell({ id, policy, command: { type: command }, stream, slug: refusal = 'error' }) {
      const expected = isOrdinary(policy, refusal);
      const key = `${policy}/${command}/${refusal}`;
      const commands = (counts.get(key)?.commands ?? 0) + 1;
      counts.set(key, { policy, command, refusal, ordinary: expected ? 'yes' : 'no', commands });
      if (!expected) log.warn({ id, policy, command, stream, refusal }, 'a command of a policy was refused');
    },
    async list(filter, limit, before = Number.MAX_SAFE_INTEGER) {
      const { rows } = await pool.query<Refused>(
        `select id, policy, command->>'type' as command, stream_id as stream, subject, refusal, occurred_at as "occurredAt",
           done_at as "refusedAt" from messaging.todo
         where refusal is not null and id < $1
           and ($2 or not (refusal = $3 or policy || '/' || refusal = any($4::text[]))) order by id desc limit $5`,
        [before, filter.ordinary, ALWAYS_ORDINARY, ordinary, limit],
      );
      return rows;
    },
    counts: () => [...counts.values()],
  };
}
