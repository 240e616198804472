import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlanAct } from '../api/plan.ts';
import { errorAt } from '../api/problem.ts';
import { FormDialog } from './form-dialog.tsx';

const FIELDS = ['ownerId', 'team'] as const;

interface Props {
  id: string;
  known: { ownerId: string | null; team: readonly string[] } | null;
  onClose: () => void;
}

/** Who looks after the customer from now on. */
export function OwnerDialog({ id, known, onClose }: Props) {
  const { t } = useTranslation();
  const send = usePlanAct(id, onClose);
  const [owner, setOwner] = useState(known?.ownerId ?? '');
  const [team, setTeam] = useState(known?.team.join(', ') ?? '');
  function submit(): void {
    const body = { ownerId: owner.trim() || null, team: team.split(/[\s,，、]+/).filter(Boolean) };
    send.mutate({ method: 'PUT', path: `customers/${id}/owner`, body });
  }
  return (
    <FormDialog title={t('plan.name')} send={send} fields={FIELDS} onSubmit={submit} onClose={onClose}>
      <TextInput
        label={t('plan.owner')}
        description={t('plan.ownerHint')}
        value={owner}
        onChange={event => setOwner(event.currentTarget.value)}
        error={errorAt(send.error, 'ownerId')}
        data-autofocus
      />
      <TextInput
        label={t('plan.team')}
        description={t('plan.teamHint')}
        value={team}
        onChange={event => setTeam(event.currentTarget.value)}
        error={errorAt(send.error, 'team')}
      />
    </FormDialog>
  );
}
