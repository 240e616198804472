import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlanAct } from '../api/plan.ts';
import { useSession } from '../api/session.ts';
import { codeOf } from '../format/fields.ts';
import { FormDialog } from './form-dialog.tsx';

/** Who does what by when. */
export function ActionDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const send = usePlanAct(id, onClose);
  const [what, setWhat] = useState('');
  const [ownerId, setOwner] = useState(codeOf(useSession().session?.name ?? ''));
  const [dueOn, setDueOn] = useState('');
  function submit(): void {
    const body = { what: what.trim(), ownerId: ownerId.trim(), dueOn };
    send.mutate({ method: 'POST', path: `customers/${id}/plan-actions`, body });
  }
  return (
    <FormDialog title={t('plan.addAction')} send={send} onSubmit={submit} onClose={onClose}>
      <TextInput
        label={t('plan.action')}
        description={t('plan.wordsHint')}
        value={what}
        onChange={event => setWhat(event.currentTarget.value)}
        maxLength={500}
        required
        data-autofocus
      />
      <TextInput
        label={t('plan.who')}
        value={ownerId}
        onChange={event => setOwner(event.currentTarget.value)}
        required
      />
      <TextInput
        type="date"
        label={t('plan.dueOn')}
        value={dueOn}
        onChange={event => setDueOn(event.currentTarget.value)}
        required
      />
    </FormDialog>
  );
}
