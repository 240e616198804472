import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffAct, type StaffMember } from '../api/staff.ts';
import { Absences } from './absences.tsx';
import { FormDialog } from './form-dialog.tsx';

/** Who looks after somebody's customers while they are away. */
export function AbsenceDialog({ member, onClose }: { member: StaffMember; onClose: () => void }) {
  const { t } = useTranslation();
  const send = useStaffAct(onClose);
  const [coverId, setCover] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  function submit(): void {
    const path = `staff/${encodeURIComponent(member.staffId)}/absences`;
    send.mutate({ method: 'POST', path, body: { coverId: coverId.trim(), from, to } });
  }
  return (
    <FormDialog
      title={t('staff.awayTitle', { who: member.name ?? member.staffId })}
      send={send}
      onSubmit={submit}
      onClose={onClose}
    >
      <Absences staffId={member.staffId} />
      <TextInput
        label={t('staff.cover')}
        description={t('staff.coverHint')}
        value={coverId}
        onChange={event => setCover(event.currentTarget.value)}
        required
        data-autofocus
      />
      <TextInput
        type="date"
        label={t('staff.from')}
        value={from}
        onChange={event => setFrom(event.currentTarget.value)}
        required
      />
      <TextInput
        type="date"
        label={t('staff.to')}
        value={to}
        onChange={event => setTo(event.currentTarget.value)}
        required
      />
    </FormDialog>
  );
}
