import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { STAFF_ROLES, useStaffAct, type StaffMember } from '../api/staff.ts';
import { given } from '../format/fields.ts';
import { FormDialog } from './form-dialog.tsx';

const today = (): string => new Date().toISOString().slice(0, 10);

/** Somebody of the staff, new or as they are from now on. */
export function StaffDialog({ member, onClose }: { member: StaffMember | null; onClose: () => void }) {
  const { t } = useTranslation();
  const send = useStaffAct(onClose);
  const [values, setValues] = useState({
    staffId: member?.staffId ?? '',
    name: member?.name ?? '',
    signsInAs: '',
    role: member?.role ?? 'specialist',
    teamId: member?.teamId ?? '',
    languages: member?.languages.join(', ') ?? '',
    worksFrom: member?.worksFrom ?? today(),
    worksTo: member?.worksTo ?? '',
  });
  const field = (name: keyof typeof values) => ({
    label: t(`staff.${name}`),
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setValues(before => ({ ...before, [name]: value }));
    },
  });
  function submit(): void {
    const { staffId, languages, role, worksFrom, ...rest } = values;
    const body = { role, worksFrom, languages: languages.split(/[\s,]+/).filter(Boolean), ...given(rest) };
    send.mutate({ method: 'PUT', path: `staff/${encodeURIComponent(staffId.trim())}`, body });
  }
  return (
    <FormDialog
      title={member ? t('staff.edit', { who: member.name ?? member.staffId }) : t('staff.add')}
      send={send}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput {...field('staffId')} required disabled={member !== null} data-autofocus={member === null} />
      <TextInput {...field('name')} data-autofocus={member !== null} maxLength={200} />
      <NativeSelect {...field('role')} data={STAFF_ROLES.map(value => ({ value, label: t(`role.${value}`) }))} />
      <TextInput {...field('teamId')} />
      <TextInput {...field('languages')} description={t('staff.languagesHint')} />
      <TextInput {...field('worksFrom')} type="date" required />
      <TextInput {...field('worksTo')} type="date" description={t('staff.worksToHint')} />
      <TextInput {...field('signsInAs')} description={t(member ? 'staff.signsInKept' : 'staff.signsInHint')} />
    </FormDialog>
  );
}
