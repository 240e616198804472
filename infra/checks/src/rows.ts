/** One line of the table of what the product does. */
export interface Row {
  readonly id: string;
  /** As `POST /api/profile/v1/customers`. */
  readonly routes: readonly string[];
  readonly events: readonly string[];
  readonly specs: readonly string[];
  readonly shownBy: readonly string[];
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

const cellsOf = (line: string): string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map(cell => cell.trim().replaceAll('\\|', '|'));

const codes = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
