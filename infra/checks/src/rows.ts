/** One line of the table of what the product does. */
export interface Row {
  readonly id: string;
  /** As `POST /api/profile/v1/customers`. */
  readonly routes: readonly string[];
  readonly events: readonly string[];
  readonly specs: readonly string[];
  readonly shownBy: readonly string[];
}

export interface Known {
  readonly rows: readonly string[];
  readonly routes: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}

const COLUMNS = ['row', 'what', 'routes', 'events', 'specs', 'shown by', 'open'];

/** Reads the one table of the page. Throws where its columns are others. */
export function rowsOf(page: string): Row[] {
  const [head = [], , ...lines] = page
    .split('\n')
    .filter(line => line.startsWith('|'))
    .map(cellsOf);
  if (head.join() !== COLUMNS.join()) throw new Error(`the table of rows must have the columns ${COLUMNS.join(', ')}`);
  return lines.map(([id = '', , routes = '', events = '', specs = '', shownBy = '']) => ({
    id,
    routes: codes(routes),
    events: codes(events),
    specs: [...specs.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target),
    shownBy: codes(shownBy),
  }));
}

/** What has neither routes nor events claims nothing yet. */
const isProven = ({ routes, events, specs, shownBy }: Row): boolean =>
  (routes.length === 0 && events.length === 0) || (specs.length > 0 && shownBy.length > 0);

const cellsOf = (line: string): string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map(cell => cell.trim().replaceAll('\\|', '|'));

const codes = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

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
