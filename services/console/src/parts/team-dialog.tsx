import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffAct, type Team } from '../api/staff.ts';
import { given } from '../format/fields.ts';
import { FormDialog } from './form-dialog.tsx';

/** A team, new or as it is from now on. */
export function TeamDialog({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const { t } = useTranslation();
  const send = useStaffAct(onClose);
  const [teamId, setTeamId] = useState(team?.teamId ?? '');
  const [name, setName] = useState(team?.name ?? '');
  const [supervisorId, setLead] = useState(team?.supervisorId ?? '');
  const [closed, setClosed] = useState(team?.closed ?? false);
  function submit(): void {
    const body = { ...given({ name, supervisorId }), closed };
    send.mutate({ method: 'PUT', path: `teams/${encodeURIComponent(teamId.trim())}`, body });
  }
  return (
    <FormDialog
      title={team ? t('staff.edit', { who: team.name ?? team.teamId }) : t('staff.addTeam')}
      send={send}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('staff.team')}
        value={teamId}
        onChange={event => setTeamId(event.currentTarget.value)}
        required
        disabled={team !== null}
      />
      <TextInput label={t('staff.name')} value={name} onChange={event => setName(event.currentTarget.value)} />
      <TextInput
        label={t('staff.lead')}
        description={t('staff.leadHint')}
        value={supervisorId}
        onChange={event => setLead(event.currentTarget.value)}
      />
      <Checkbox label={t('staff.closed')} checked={closed} onChange={event => setClosed(event.currentTarget.checked)} />
    </FormDialog>
  );
}
