import { compile, isRole, staffSeen, type Principal, type Viewer } from '@rapport/service-kit';
import Type from 'typebox';
import type { Upstream } from '../proxy/upstreams.ts';

const PATIENCE_MS = 2_000;
const AGAIN_MS = 60_000;

const Ids = Type.Array(Type.String());
const told = compile(Type.Object({ roles: Ids, own: Ids, covers: Ids, led: Ids }));

/** Whose customers a client sees, kept up while it follows. */
export interface Sight {
  /** Null for who sees everybody's. */
  viewer(): Viewer | null;
  stop(): void;
}

/** As profile tells it to whoever has this token; as long as it doesn't, nobody's but one's own, and those that nobody looks after. */
export async function sightFor(
  profile: Upstream | undefined,
  { id, subject, roles }: Principal,
  authorization: string | undefined,
): Promise<Sight> {
  let viewer: Viewer = { roles, own: [id, subject], covers: [], led: [] };
  if (staffSeen(viewer) === null) return { viewer: () => null, stop: () => undefined };
  const read = async (): Promise<void> => {
    viewer = (await ask(profile, authorization)) ?? viewer;
  };
  await read();
  const timer = setInterval(() => void read(), AGAIN_MS).unref();
  return { viewer: () => viewer, stop: () => clearInterval(timer) };
}

async function ask(profile: Upstream | undefined, authorization = ''): Promise<Viewer | undefined> {
  if (profile === undefined) return undefined;
  try {
    const request = { method: 'GET' as const, path: '/v1/staff/me/sight', headers: { authorization } };
    const { statusCode, body } = await profile.pool.request({ ...request, signal: AbortSignal.timeout(PATIENCE_MS) });
    const said: unknown = await body.json();
    return statusCode === 200 && told.accepts(said) ? { ...said, roles: said.roles.filter(isRole) } : undefined;
  } catch {
    return undefined;
  }
}
