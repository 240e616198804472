import { SENDER_PATHS } from '@rapport/contracts';

type Json = Readonly<Record<string, unknown>>;

/** What one service says of itself, or undefined when it said nothing. */
export interface Described {
  readonly name: string;
  readonly document: unknown;
}

const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace']);

/**
 * One OpenAPI document of the gateway's own and of the services behind it, under the addresses that the gateway has
 * for them. Operations are named `<service>_<operation>`. Components that differ under one name carry the service's.
 * Services that said nothing are listed in `x-missing`.
 */
export function mergeDocuments(own: unknown, services: readonly Described[]): Json {
  const base = record(own);
  const merged = {
    paths: pathsOf('gateway', base, path => (/^\/(?:api|dev)\//.test(path) ? path : undefined)),
    components: sections(base),
  };
  for (const { name, document } of services) {
    const renamed = withoutClashes(name, record(document), merged.components);
    Object.assign(
      merged.paths,
      pathsOf(name, renamed, path => addressOf(name, path)),
    );
    for (const [section, values] of Object.entries(sections(renamed))) {
      merged.components[section] = { ...values, ...merged.components[section] };
    }
  }
  const missing = services.filter(({ document }) => document === undefined).map(({ name }) => name);
  return {
    openapi: '3.1.1',
    info: { title: 'Rapport', version: 'v1', description: 'All services, as they are reached through the gateway.' },
    tags: [{ name: 'gateway' }, ...services.filter(each => !missing.includes(each.name)).map(({ name }) => ({ name }))],
    ...merged,
    'x-missing': missing,
  };
}

/** Where the gateway has a path of a service. */
const addressOf = (service: string, path: string): string | undefined => {
  if (SENDER_PATHS.has(path)) return path;
  return path.startsWith('/v1/') ? `/api/${service}${path}` : undefined;
};

function pathsOf(service: string, document: Json, rename: (path: string) => string | undefined): Record<string, Json> {
  const paths: Record<string, Json> = {};
  for (const [path, item] of Object.entries(record(document['paths']))) {
    const address = rename(path);
    if (address !== undefined) paths[address] = named(service, record(item));
  }
  return paths;
}

const named = (service: string, item: Json): Json =>
  Object.fromEntries(
    Object.entries(item).map(([method, operation]) => {
      const { operationId, ...rest } = record(operation);
      if (!METHODS.has(method) || typeof operationId !== 'string') return [method, operation];
      return [method, { ...rest, operationId: `${service}_${operationId}` }];
    }),
  );

/** The document with its components named after the service, if one of them is not what others mean by that name. */
function withoutClashes(service: string, document: Json, known: Readonly<Record<string, Json>>): Json {
  const mine = sections(document);
  const clashes = Object.entries(mine).some(([section, values]) =>
    Object.entries(values).some(([name, value]) => {
      const other = known[section]?.[name];
      return section !== 'securitySchemes' && other !== undefined && JSON.stringify(other) !== JSON.stringify(value);
    }),
  );
  if (!clashes) return document;
  const components = Object.fromEntries(
    Object.entries(mine).map(([section, values]) => [
      section,
      section === 'securitySchemes'
        ? values
        : Object.fromEntries(Object.entries(values).map(([name, value]) => [`${service}.${name}`, value])),
    ]),
  );
  return record(pointed({ ...document, components }, service));
}

const REFERENCE = /^(#\/components\/[^/]+\/)(.+)$/;

function pointed(value: unknown, service: string): unknown {
  if (Array.isArray(value)) return value.map(item => pointed(item, service));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace(REFERENCE, `$1${service}.$2`)
        : pointed(inner, service),
    ]),
  );
}

const sections = (document: Json): Record<string, Json> =>
  Object.fromEntries(Object.entries(record(document['components'])).map(([name, values]) => [name, record(values)]));

const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
