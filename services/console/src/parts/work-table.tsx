import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWorkAct, type WorkItem } from '../api/work.ts';
import { word } from '../format/words.ts';
import { Due } from './due.tsx';
import classes from './table.module.css';
import work from './work.module.css';

export interface WorkTableProps {
  rows: readonly WorkItem[];
  names: Record<string, string | null>;
  /** The row that keys act on. */
  at: number;
  onAct: (act: 'done' | 'later', item: WorkItem) => void;
}

function Who({ item }: { item: WorkItem }) {
  const { t } = useTranslation();
  const who = item.mine ? t('work.me') : (item.assigneeId ?? t('work.nobody'));
  return (
    <>
      <span className={work['who']}>{who}</span>
      <span className={classes['under']}>
        {word(t, 'work.role', item.role)}
        {item.escalated && ` · ${t('work.escalated')}`}
      </span>
    </>
  );
}

function Row({
  item,
  name,
  current,
  onAct,
}: {
  item: WorkItem;
  name: string | null | undefined;
  current: boolean;
  onAct: WorkTableProps['onAct'];
}) {
  const { t } = useTranslation();
  const claim = useWorkAct();
  return (
    <tr aria-current={current || undefined} className={current ? work['current'] : undefined}>
      <td>
        <strong>{word(t, 'workTask', item.task)}</strong>
        <span className={classes['under']}>
          {item.customerId !== null && (
            <Link to="/customers/$id" params={{ id: item.customerId }}>
              {name ?? t('customer.unnamed')}
            </Link>
          )}
        </span>
      </td>
      <td>
        <Due at={item.dueAt} breached={item.overdue} />
      </td>
      <td className={classes['number']}>{item.priority}</td>
      <td>
        <Who item={item} />
      </td>
      <td>
        <Group gap={6} wrap="nowrap">
          {!(item.claimed && item.mine) && (
            <Button
              size="compact-xs"
              variant="default"
              loading={claim.isPending}
              onClick={() => claim.mutate({ id: item.workItemId, act: 'claim' })}
            >
              {t('work.claim')}
            </Button>
          )}
          <Button size="compact-xs" variant="default" onClick={() => onAct('done', item)}>
            {t('work.done')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => onAct('later', item)}>
            {t('work.later')}
          </Button>
        </Group>
        {claim.isError && <small className="bad">{claim.error.message}</small>}
      </td>
    </tr>
  );
}

export function WorkTable({ rows, names, at, onAct }: WorkTableProps) {
  const { t } = useTranslation();
  return (
    <div className={work['scroll']}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th>{t('work.task')}</th>
            <th>{t('work.due')}</th>
            <th>{t('work.priority')}</th>
            <th>{t('work.who')}</th>
            <th>{t('work.act')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((item, i) => (
            <Row
              key={item.workItemId}
              item={item}
              name={names[item.customerId ?? '']}
              current={i === at}
              onAct={onAct}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
