import type { Claim, Decider, Json } from '@rapport/decider';
import type pg from 'pg';
import { digest, type CommandStore } from './commands.ts';
import type { AnyDecider } from './decide.ts';
import { foldStream } from './log.ts';

/** A stream as it is at its owner: always what the last acknowledged command left. */
export interface Loaded<State> {
  readonly state: State;
  readonly subject: string;
  readonly version: number;
  readonly sequence: number;
  readonly personal: Readonly<Record<string, Json>>;
}

export async function load<S, C extends { readonly type: string }, E extends { readonly type: string }>(
  pool: pg.Pool,
  decider: Decider<S, C, E>,
  id: string,
): Promise<Loaded<S> | undefined> {
  const stream = `${decider.kind}-${id}`;
  const { rows } = await pool.query<Loaded<S> & { stateVersion: number }>({
    name: 'messaging-load',
    text: `select s.state, s.subject, s.version, s.sequence, s.state_version as "stateVersion",
             coalesce(jsonb_strip_nulls(p."values"), '{}') as personal
           from messaging.streams s left join messaging.personal p on p.stream = s.stream where s.stream = $1`,
    values: [stream],
  });
  const row = rows[0];
  if (!row) return undefined;
  const { stateVersion, ...loaded } = row;
  if (stateVersion === decider.stateVersion) return loaded;
  return { ...loaded, state: (await foldStream(pool, decider as unknown as AnyDecider, loaded.subject, stream)) as S };
}

/** Which streams hold these values: the id of each, by `<kind>:<value>`. */
export async function claimedBy(store: CommandStore, claims: readonly Claim[]): Promise<Map<string, string>> {
  const digests = claims.map(({ kind, value }) => digest(store, kind, value));
  const { rows } = await store.pool.query<{ ord: number; stream: string }>(
    `select w.ord::int, c.stream from unnest($1::text[], $2::bytea[]) with ordinality as w(kind, digest, ord)
     join messaging.claims c on c.kind = w.kind and c.digest = w.digest`,
    [claims.map(claim => claim.kind), digests],
  );
  return new Map(
    rows.flatMap(({ ord, stream }) => {
      const claim = claims[ord - 1];
      return claim ? [[`${claim.kind}:${claim.value}`, stream.slice(stream.indexOf('-') + 1)] as const] : [];
    }),
  );
}
