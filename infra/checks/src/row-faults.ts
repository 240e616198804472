import type { Row } from './rows.ts';

export interface Known {
  readonly rows: readonly string[];
  readonly routes: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}

/** What the table says and is not so, and what is there and it does not say. */
export function faultsOf(rows: readonly Row[], { rows: wanted, routes, events }: Known): string[] {
  const said = (of: (row: Row) => readonly string[]) => new Set(rows.flatMap(of));
  const [saidRoutes, saidEvents] = [said(row => row.routes), said(row => row.events)];
  return [
    ...(rows.map(({ id }) => id).join() === wanted.join() ? [] : [`its rows must be ${wanted.join(', ')}`]),
    ...rows.flatMap(row => [
      ...row.routes.filter(route => !routes.has(route)).map(route => `${row.id}: there is no route ${route}`),
      ...row.events.filter(event => !events.has(event)).map(event => `${row.id}: there is no event ${event}`),
      ...row.specs
        .filter(spec => !spec.endsWith('.spec.ts') && !spec.endsWith('.spec.tsx'))
        .map(spec => `${row.id}: ${spec} is no spec`),
      ...(isProven(row) ? [] : [`${row.id}: without a spec and a command it is a claim`]),
    ]),
    ...[...routes].filter(route => !saidRoutes.has(route)).map(route => `no row names the route ${route}`),
    ...[...events].filter(event => !saidEvents.has(event)).map(event => `no row names the event ${event}`),
  ];
}

/** What has neither routes nor events claims nothing yet. */
const isProven = ({ routes, events, specs, shownBy }: Row): boolean =>
  (routes.length === 0 && events.length === 0) || (specs.length > 0 && shownBy.length > 0);
