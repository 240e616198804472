import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlanAct } from '../api/plan.ts';
import type { PlanAction } from '../api/plan-types.ts';
import { dateOf } from '../format/time.ts';
import { word } from '../format/words.ts';
import { ActionDialog } from './action-dialog.tsx';
import { ListPanel } from './listing.tsx';
import { Failed } from './states.tsx';

/** Part 5: who does what by when. */
export function PlanActions({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const [adding, setAdding] = useState(false);
  const close = usePlanAct(id);
  const end = ({ actionId }: PlanAction, outcome: 'done' | 'dropped') =>
    close.mutate({ method: 'POST', path: `plan-actions/${actionId}/closing`, body: { outcome } });
  const ending = (one: PlanAction, outcome: 'done' | 'dropped') => (
    <Button
      size="compact-xs"
      variant="default"
      disabled={close.isPending}
      aria-label={t(`plan.${outcome}`, { what: one.what ?? t('plan.untitled') })}
      onClick={() => end(one, outcome)}
    >
      {word(t, 'actionOutcome', outcome)}
    </Button>
  );
  const columns = [
    { head: t('plan.action'), cell: ({ what }: PlanAction) => what ?? t('plan.untitled') },
    {
      head: t('plan.dueOn'),
      cell: ({ dueOn, overdue, outcome }: PlanAction) => (
        <span className={overdue && outcome === null ? 'bad' : ''}>
          {dateOf(dueOn, i18n.language)}
          {overdue && outcome === null && ` · ${t('plan.overdue')}`}
        </span>
      ),
    },
    { head: t('plan.who'), cell: ({ ownerId }: PlanAction) => ownerId },
    {
      head: t('plan.outcome'),
      cell: (one: PlanAction) =>
        one.outcome === null ? (
          <Group gap={4}>
            {ending(one, 'done')}
            {ending(one, 'dropped')}
          </Group>
        ) : (
          word(t, 'actionOutcome', one.outcome)
        ),
    },
  ];
  return (
    <>
      <ListPanel<PlanAction>
        title={t('plan.actions')}
        scope={id}
        path={`/api/profile/v1/customers/${id}/plan-actions`}
        empty={t('plan.actionsNone')}
        keyOf={one => one.actionId}
        columns={columns}
        above={close.isError && <Failed error={close.error} />}
        aside={
          <Button size="xs" variant="default" onClick={() => setAdding(true)}>
            {t('plan.addAction')}
          </Button>
        }
      />
      {adding && <ActionDialog id={id} onClose={() => setAdding(false)} />}
    </>
  );
}
