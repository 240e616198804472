import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/client.ts';
import type { Person } from '../api/plan-types.ts';
import { decimal } from '../format/figures.ts';
import { word } from '../format/words.ts';
import { Listing } from './listing.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

const ENDS = ['leftCompany', 'otherRole', 'recordedInError'] as const;

function PersonActs({ id, person, onChange }: { id: string; person: Person; onChange: () => void }) {
  const { t } = useTranslation();
  const { personId, name } = person;
  const who = name ?? t('customer.unnamed');
  return (
    <Group gap={4}>
      <Button size="compact-xs" variant="default" aria-label={t('plan.rolesOf', { who })} onClick={onChange}>
        {t('plan.roles')}
      </Button>
      <ReasonDialog
        label={t('plan.unlink')}
        about={t('plan.unlinkAbout', { who })}
        reasons={ENDS}
        act={(reason, idempotencyKey) =>
          request(`/api/profile/v1/customers/${id}/people/${personId}/removals`, {
            method: 'POST',
            body: { reason },
            idempotencyKey,
          })
        }
      />
    </Group>
  );
}

/** Who speaks for an organisation. */
export function PlanPeople({ id, people }: { id: string; people: readonly Person[] }) {
  const { t, i18n } = useTranslation();
  const [changed, setChanged] = useState<Person | 'new' | null>(null);
  const columns = [
    {
      head: t('plan.person'),
      cell: ({ personId, name }: Person) => (
        <Link to="/customers/$id" params={{ id: personId }}>
          {name ?? t('customer.unnamed')}
        </Link>
      ),
    },
    { head: t('plan.roles'), cell: ({ roles }: Person) => roles.map(role => word(t, 'dealRole', role)).join(', ') },
    {
      head: t('customer.satisfaction'),
      number: true,
      cell: ({ satisfaction }: Person) => (satisfaction ? decimal(satisfaction.value, i18n.language, 0) : '–'),
    },
    {
      head: t('staff.do'),
      cell: (person: Person) => <PersonActs id={id} person={person} onChange={() => setChanged(person)} />,
    },
  ];
  return (
    <>
      {people.length > 0 && (
        <Listing label={t('plan.people')} rows={people} columns={columns} keyOf={({ personId }) => personId} />
      )}
      <Button size="xs" variant="default" mt={8} onClick={() => setChanged('new')}>
        {t('plan.addPerson')}
      </Button>
      {changed !== null && (
        <PersonDialog id={id} known={changed === 'new' ? null : changed} onClose={() => setChanged(null)} />
      )}
    </>
  );
}
