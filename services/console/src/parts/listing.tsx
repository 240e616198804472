import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { listQuery } from '../api/lists.ts';
import { Panel } from './head.tsx';
import { More } from './more.tsx';
import { Empty, Loaded, Rows } from './states.tsx';
import classes from './table.module.css';

export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  number?: boolean;
  /** Not on a phone. */
  wideOnly?: boolean;
}

interface ListingProps<Row> {
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  keyOf: (row: Row) => string;
}

const classOf = ({ number, wideOnly }: Pick<Column<never>, 'number' | 'wideOnly'>): string =>
  [number && classes['number'], wideOnly && classes['wideOnly']].filter(Boolean).join(' ');

/** A table; on a phone each row is a block. */
export function Listing<Row>({ label, rows, columns, keyOf }: ListingProps<Row>) {
  return (
    <table className={classes['table']} aria-label={label}>
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column.head} scope="col" className={classOf(column)}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={keyOf(row)}>
            {columns.map(column => (
              <td key={column.head} className={classOf(column)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ListPanelProps<Row> extends Pick<ListingProps<Row>, 'columns' | 'keyOf'> {
  title: string;
  /** Whose list it is: see `listQuery`. */
  scope: string;
  path: string;
  params?: Record<string, string>;
  /** Said where there is nothing: why, and what to do. */
  empty: string;
  aside?: ReactNode;
  /** What may be done, before the list. */
  above?: ReactNode;
}

/** A list of a service in a panel, with all that may become of the asking. */
export function ListPanel<Row>({
  title,
  scope,
  path,
  params,
  columns,
  keyOf,
  empty,
  aside,
  above,
}: ListPanelProps<Row>) {
  const query = useInfiniteQuery(listQuery<Row>(scope, path, params));
  return (
    <Panel title={title} aside={aside}>
      {above}
      <Loaded query={query} skeleton={<Rows n={4} />}>
        {data => {
          const rows = data.pages.flatMap(page => page.items);
          if (rows.length === 0) return <Empty>{empty}</Empty>;
          return <Listing label={title} rows={rows} columns={columns} keyOf={keyOf} />;
        }}
      </Loaded>
      <More query={query} />
    </Panel>
  );
}
