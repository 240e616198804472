import { orNull, SERVICES, type ServiceName } from '@rapport/contracts';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { exitCodes, Failure } from '../failure.ts';
import { checked, type Ask } from '../service-api.ts';

const Cells = orNull(Type.Record(Type.String(), Type.Unknown()));
const Compared = Type.Object({
  table: Type.String(),
  liveRows: Type.Integer(),
  builtRows: Type.Integer(),
  onlyLive: Type.Integer(),
  onlyBuilt: Type.Integer(),
  differing: Type.Integer(),
  examples: Type.Array(Type.Object({ key: Type.String(), live: Cells, built: Cells })),
});
const Build = Type.Object({
  id: Type.Integer(),
  projection: Type.String(),
  from: Type.String(),
  verifyOnly: Type.Boolean(),
  stage: Type.String(),
  note: orNull(Type.String()),
  updatedAt: Type.String(),
  done: Type.Integer(),
  total: Type.Integer(),
  rate: Type.Number(),
  etaSeconds: orNull(Type.Integer()),
  verified: orNull(Type.Array(Compared)),
  endedAt: orNull(Type.String()),
});
const Item = Type.Object({
  projection: Type.String(),
  tables: Type.Array(Type.String()),
  version: Type.Integer(),
  foldedVersion: Type.Integer(),
  build: orNull(Build),
});
const item = Compile(Item);
const items = Compile(Type.Object({ items: Type.Array(Item) }));
const build = Compile(Build);

export type Compared = Static<typeof Compared>;
export type Build = Static<typeof Build>;
export type Item = Static<typeof Item>;

export interface Wish {
  readonly from?: string;
  readonly verifyOnly: boolean;
  readonly acceptDifferences: boolean;
}

/** The routes `/v1/rebuilds` of the services. */
export interface RebuildApi {
  list(service: ServiceName): Promise<Item[]>;
  read(service: ServiceName, projection: string): Promise<Item>;
  wish(service: ServiceName, projection: string, wish: Wish): Promise<Build>;
  abort(service: ServiceName, projection: string): Promise<Build>;
}

export const rebuildApi = (ask: Ask): RebuildApi => ({
  list: async service => checked(items, await ask(service, '/v1/rebuilds'), service).items,
  read: async (service, name) => checked(item, await ask(service, `/v1/rebuilds/${name}`), service),
  wish: async (service, name, wish) => checked(build, await ask(service, `/v1/rebuilds/${name}`, wish), service),
  abort: async (service, name) => checked(build, await ask(service, `/v1/rebuilds/${name}/abort`, {}), service),
});

/** A read model as people name it: `profile/timeline`, or `timeline` where one service alone has one of that name. */
export async function findItem(api: RebuildApi, text: string): Promise<{ service: ServiceName; item: Item }> {
  const [, named, name = ''] = /^(?:([a-z]+)\/)?(.+)$/.exec(text) ?? [];
  const found: { service: ServiceName; item: Item }[] = [];
  for (const service of SERVICES.filter(one => named === undefined || one === named))
    found.push(
      ...(await api.list(service)).filter(one => one.projection === name).map(one => ({ service, item: one })),
    );
  const [first, second] = found;
  if (first && second === undefined) return first;
  const hint = './rapport rebuild, without a name, lists them';
  if (!first) throw new Failure(`there is no read model '${text}' that can be rebuilt`, exitCodes.notFound, hint);
  throw new Failure(
    `of which service is ${text}?`,
    exitCodes.usage,
    `say ${found.map(f => `${f.service}/${name}`).join(' or ')}`,
  );
}
