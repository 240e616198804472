import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { namesQuery } from '../api/queries.ts';
import { useSession } from '../api/session.ts';
import { actionsQuery, type ActionFilter, type ActionRow } from '../api/strategy.ts';
import { percent } from '../format/figures.ts';
import { word } from '../format/words.ts';
import { ActionActs } from './action-acts.tsx';
import { ActionFilters } from './action-filter.tsx';
import { CustomerLink } from './customer-link.tsx';
import { Panel } from './head.tsx';
import { Listing, type Column } from './listing.tsx';
import { Moment } from './moment.tsx';
import { More } from './more.tsx';
import { Empty, Loaded, Rows } from './states.tsx';
import classes from './table.module.css';

function State({ row: { action, proposed, decided, reason, decidedAt } }: { row: ActionRow }) {
  const { t } = useTranslation();
  if (action === null) return <span className="warn">{t('worth.pending')}</span>;
  if (decided === null) return <span className="dim">{t('actions.holds')}</span>;
  return (
    <>
      {decided === proposed ? t('actions.accepted') : word(t, 'nextAction', decided)}
      <span className={classes['under']}>
        {word(t, 'actionReason', reason)} · <Moment at={decidedAt} />
      </span>
    </>
  );
}

function Listed({ rows, label }: { rows: readonly ActionRow[]; label: string }) {
  const { t, i18n } = useTranslation();
  const decides = useSession().session?.role === 'manager';
  const names = useQuery(namesQuery(rows.map(({ customerId }) => customerId))).data ?? {};
  const columns: Column<ActionRow>[] = [
    {
      head: t('actions.customer'),
      cell: row => <CustomerLink id={row.customerId} name={names[row.customerId] ?? null} />,
    },
    { head: t('actions.proposed'), cell: ({ proposed }) => word(t, 'nextAction', proposed) },
    { head: t('customer.valueClass'), cell: ({ valueClass }) => word(t, 'valueClass', valueClass) },
    { head: t('actions.risk'), number: true, cell: ({ risk }) => percent(risk, i18n.language) },
    { head: t('actions.state'), cell: row => <State row={row} /> },
  ];
  const name = ({ customerId }: ActionRow) => names[customerId] ?? customerId.slice(0, 8);
  const acts = { head: t('work.act'), cell: (row: ActionRow) => <ActionActs row={row} name={name(row)} /> };
  return (
    <Listing
      label={label}
      rows={rows}
      columns={decides ? [...columns, acts] : columns}
      keyOf={({ customerId }) => customerId}
    />
  );
}

/** What is best done next about whom, those most at risk first; what waits for a manager to begin with. */
export function NextActions() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<ActionFilter>({ undecided: 'true' });
  const query = useInfiniteQuery(actionsQuery(filter));
  const title = t('actions.title');
  return (
    <Panel title={title} aside={<ActionFilters filter={filter} onChange={setFilter} />}>
      <Loaded query={query} skeleton={<Rows n={8} height={34} />}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <Empty>{t(filter.undecided ? 'actions.noneWaiting' : 'actions.none')}</Empty>
          ) : (
            <Listed rows={rows} label={title} />
          );
        }}
      </Loaded>
      <More query={query} />
    </Panel>
  );
}
