import { useTranslation } from 'react-i18next';
import { count, decimal } from '../format/figures.ts';
import type { Cell } from '../format/csv.ts';
import type { TableData } from './picture.tsx';
import classes from './picture.module.css';

function shown(cell: Cell, locale: string): string {
  if (cell === null) return '–';
  if (typeof cell === 'string') return cell;
  return Number.isInteger(cell) ? count(cell, locale) : decimal(cell, locale, 2);
}

export function DataTable({ table, name }: { table: TableData; name: string }) {
  const { i18n } = useTranslation();
  const rows = table.shown ?? table.rows.map(row => row.map(cell => shown(cell, i18n.language)));
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={name}>
      <table className={classes['table']}>
        <thead>
          <tr>
            {table.header.map(text => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((text, j) => (
                <td key={j}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
