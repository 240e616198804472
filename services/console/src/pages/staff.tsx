import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import type { StaffMember } from '../api/staff.ts';
import { dateOf } from '../format/time.ts';
import { word } from '../format/words.ts';
import { AbsenceDialog } from '../parts/absence-dialog.tsx';
import { Head } from '../parts/head.tsx';
import { ListPanel } from '../parts/listing.tsx';
import { Only } from '../parts/only.tsx';
import { StaffDialog } from '../parts/staff-dialog.tsx';
import { Teams } from '../parts/teams.tsx';
import classes from './customer.module.css';

type Open = { what: 'member'; member: StaffMember | null } | { what: 'away'; member: StaffMember };

function Members({ may }: { may: boolean }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState<Open | null>(null);
  const named = ({ staffId, name }: StaffMember): string => (name === null ? staffId : `${name} (${staffId})`);
  const close = (): void => setOpen(null);
  const day = (text: string): string => dateOf(text, i18n.language);
  return (
    <>
      <ListPanel<StaffMember>
        title={t('staff.staff')}
        scope="staff"
        path="/api/profile/v1/staff"
        empty={t('staff.none')}
        keyOf={row => row.staffId}
        aside={
          may && (
            <Button size="compact-sm" onClick={() => setOpen({ what: 'member', member: null })}>
              {t('staff.add')}
            </Button>
          )
        }
        columns={[
          { head: t('staff.who'), cell: named },
          { head: t('staff.role'), cell: ({ role }) => word(t, 'role', role) },
          { head: t('staff.teamId'), cell: ({ teamId }) => teamId ?? '–' },
          { head: t('staff.languages'), wideOnly: true, cell: ({ languages }) => languages.join(', ') || '–' },
          {
            head: t('staff.works'),
            wideOnly: true,
            cell: ({ worksFrom, worksTo }) => `${day(worksFrom)} – ${worksTo === null ? '' : day(worksTo)}`,
          },
          {
            head: t('staff.do'),
            cell: member => (
              <Group gap={6} wrap="nowrap">
                {may && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={t('staff.edit', { who: named(member) })}
                    onClick={() => setOpen({ what: 'member', member })}
                  >
                    {t('staff.change')}
                  </Button>
                )}
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t('staff.awayTitle', { who: named(member) })}
                  onClick={() => setOpen({ what: 'away', member })}
                >
                  {t('staff.away')}
                </Button>
              </Group>
            ),
          },
        ]}
      />
      {open?.what === 'member' && <StaffDialog member={open.member} onClose={close} />}
      {open?.what === 'away' && <AbsenceDialog member={open.member} onClose={close} />}
    </>
  );
}

/** Who works here, in which team, and who stands in for whom: what decides whose customers everybody sees. */
export function Staff() {
  const { t } = useTranslation();
  const may = useSession().session?.role === 'administrator';
  return (
    <Only section="staff">
      <Head title={t('staff.title')} />
      <p className="dim">{t('staff.about')}</p>
      <div className={classes['side']}>
        <Members may={may} />
        <Teams may={may} />
      </div>
    </Only>
  );
}
