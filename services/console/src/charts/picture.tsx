import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { csv, type Cell } from '../format/csv.ts';
import { save } from '../format/save.ts';
import { DownloadIcon } from '../parts/icons.tsx';
import { DataTable } from './data-table.tsx';
import classes from './picture.module.css';

export interface TableData {
  header: string[];
  /** As they are, for the download. */
  rows: Cell[][];
  /** As they are read, for the screen. */
  shown?: string[][];
}

interface PictureProps {
  title: string;
  file: string;
  table: TableData;
  /** The one number of the picture, with what it is compared with. */
  headline?: ReactNode;
  children: ReactNode;
  level?: 'main' | 'small';
}

export function Picture({ title, file, table, headline, children, level = 'main' }: PictureProps) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const Heading = level === 'main' ? 'h2' : 'h3';
  return (
    <section className={classes['picture']} aria-label={title}>
      <div className={classes['head']}>
        <Heading>{title}</Heading>
        <span className={classes['tools']}>
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => setAsTable(before => !before)}
            aria-label={t(asTable ? 'measures.showChart' : 'measures.showTable', { name: title })}
          >
            {t(asTable ? 'measures.chart' : 'measures.table')}
          </Button>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<DownloadIcon />}
            onClick={() => save(`${file}.csv`, csv(table.header, table.rows), 'text/csv')}
            aria-label={t('measures.downloadOf', { name: title })}
          >
            {t('measures.download')}
          </Button>
        </span>
      </div>
      {headline}
      {asTable ? <DataTable table={table} name={title} /> : children}
    </section>
  );
}
