import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { oneQuery } from '../api/lists.ts';
import { useStaffAct, type Absence } from '../api/staff.ts';
import { dateOf } from '../format/time.ts';
import { Failed, Loaded, Rows } from './states.tsx';

/** When somebody is away that is not over, and who covers; each can be taken back. */
export function Absences({ staffId }: { staffId: string }) {
  const { t, i18n } = useTranslation();
  const path = `/api/profile/v1/staff/${encodeURIComponent(staffId)}/absences`;
  const query = useQuery(oneQuery<{ items: Absence[] }>('staff', path));
  const cancel = useStaffAct();
  const day = (text: string): string => dateOf(text, i18n.language);
  return (
    <Loaded query={query} skeleton={<Rows n={1} />}>
      {({ items }) => (
        <>
          {items.map(({ absenceId, coverId, from, to }) => (
            <div key={absenceId}>
              {t('staff.awayFrom', { from: day(from), to: day(to), cover: coverId })}{' '}
              <Button
                size="compact-xs"
                variant="default"
                loading={cancel.isPending}
                onClick={() => cancel.mutate({ method: 'POST', path: `absences/${absenceId}/cancellation` })}
              >
                {t('staff.cancelAbsence')}
              </Button>
            </div>
          ))}
          {cancel.isError && <Failed error={cancel.error} />}
        </>
      )}
    </Loaded>
  );
}
