import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { retryAll, retryOne, type ParkedRow, type Tried } from '../api/parked.ts';
import { DropDialog } from './drop-dialog.tsx';
import { Outcome } from './parked-outcome.tsx';
import classes from './parked.module.css';
import { Failed } from './states.tsx';

/** Try this one again, all of its subject, or give it up. What is done can't be done again: the buttons go. */
export function ParkedActions({ row }: { row: ParkedRow }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [dropping, setDropping] = useState(false);
  const [waiting, setWaiting] = useState<number | null>(null);
  const retry = useMutation({
    mutationFn: (all: boolean): Promise<Tried> =>
      all ? retryAll([row.service], row.subject) : retryOne(row.service, row.id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['parked', 'list'] }),
    onSuccess: ({ failed }) =>
      failed.length > 0 && queries.invalidateQueries({ queryKey: ['parked', 'one', row.service, row.id] }),
  });
  const over = waiting !== null || (retry.data?.failed.length === 0 && (retry.variables || row.behind === 0));
  const gone = over || waiting !== null || retry.data?.failed.length === 0;
  return (
    <div className={classes['actions']}>
      <Group gap="xs">
        {!gone && (
          <Button size="xs" loading={retry.isPending && !retry.variables} onClick={() => retry.mutate(false)}>
            {t('parked.retryOne')}
          </Button>
        )}
        {!over && row.behind > 0 && (
          <Button
            size="xs"
            variant="default"
            loading={retry.isPending && retry.variables}
            onClick={() => retry.mutate(true)}
          >
            {t('parked.retrySubject', { count: row.behind })}
          </Button>
        )}
        {!gone && (
          <Button size="xs" variant="subtle" color="red" disabled={retry.isPending} onClick={() => setDropping(true)}>
            {t('parked.drop')}
          </Button>
        )}
      </Group>
      {retry.data && <Outcome tried={retry.data} />}
      {retry.isError && <Failed error={retry.error} />}
      {waiting !== null && <p role="status">{t('parked.wasDropped', { count: waiting })}</p>}
      <DropDialog row={row} opened={dropping} onClose={() => setDropping(false)} onDropped={setWaiting} />
    </div>
  );
}
