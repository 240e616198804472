import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Team } from '../api/staff.ts';
import { ListPanel } from './listing.tsx';
import { TeamDialog } from './team-dialog.tsx';

/** The teams with who leads them; whoever may keep them can add and change. */
export function Teams({ may }: { may: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<{ team: Team | null } | null>(null);
  const named = ({ teamId, name }: Team): string => (name === null ? teamId : `${name} (${teamId})`);
  return (
    <>
      <ListPanel<Team>
        title={t('staff.teams')}
        scope="staff"
        path="/api/profile/v1/teams"
        empty={t('staff.teamsNone')}
        keyOf={row => row.teamId}
        aside={
          may && (
            <Button size="compact-sm" variant="default" onClick={() => setOpen({ team: null })}>
              {t('staff.addTeam')}
            </Button>
          )
        }
        columns={[
          { head: t('staff.team'), cell: row => (row.closed ? <span className="dim">{named(row)}</span> : named(row)) },
          { head: t('staff.lead'), cell: ({ supervisorId }) => supervisorId ?? '–' },
          {
            head: t('staff.members'),
            number: true,
            cell: ({ members, closed }) => (closed ? t('staff.closed') : members),
          },
          ...(may
            ? [
                {
                  head: t('staff.do'),
                  cell: (team: Team) => (
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={t('staff.edit', { who: named(team) })}
                      onClick={() => setOpen({ team })}
                    >
                      {t('staff.change')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {open && <TeamDialog team={open.team} onClose={() => setOpen(null)} />}
    </>
  );
}
