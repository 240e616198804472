import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAt } from '../api/problem.ts';
import { AGREED_BY, MOVED_FOR, usePromiseAct } from '../api/promises.ts';
import { localMinute } from '../format/fields.ts';
import { FormDialog } from './form-dialog.tsx';

interface ChangeProps {
  customerId: string;
  promise: { promiseId: string; dueAt: string; ownerId: string };
  onClose: () => void;
}

/** Another time, to which the customer has agreed. */
export function MoveDialog({ customerId, promise: { promiseId, dueAt }, onClose }: ChangeProps) {
  const { t } = useTranslation();
  const send = usePromiseAct(customerId, onClose);
  const [at, setAt] = useState(() => localMinute(Date.parse(dueAt)));
  const [reason, setReason] = useState<string>(MOVED_FOR[0]);
  const [agreedBy, setAgreedBy] = useState<string>(AGREED_BY[0]);
  function submit(): void {
    const body = { dueAt: new Date(at || Date.now()).toISOString(), reason, agreedBy };
    send.mutate({ path: `promises/${promiseId}/renegotiate`, body });
  }
  return (
    <FormDialog
      title={t('promise.moveTitle')}
      send={send}
      fields={['dueAt', 'reason', 'agreedBy']}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        type="datetime-local"
        label={t('promise.dueAt')}
        value={at}
        onChange={event => setAt(event.currentTarget.value)}
        error={errorAt(send.error, 'dueAt')}
        required
        data-autofocus
      />
      <NativeSelect
        label={t('promise.reason')}
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
        data={MOVED_FOR.map(value => ({ value, label: t(`promiseReason.${value}`) }))}
        error={errorAt(send.error, 'reason')}
      />
      <NativeSelect
        label={t('promise.agreedBy')}
        value={agreedBy}
        onChange={event => setAgreedBy(event.currentTarget.value)}
        data={AGREED_BY.map(value => ({ value, label: t(`channel.${value}`) }))}
        error={errorAt(send.error, 'agreedBy')}
      />
    </FormDialog>
  );
}

/** Somebody else keeps it from now on. */
export function HandOverDialog({ customerId, promise: { promiseId }, onClose }: ChangeProps) {
  const { t } = useTranslation();
  const send = usePromiseAct(customerId, onClose);
  const [ownerId, setOwner] = useState('');
  function submit(): void {
    send.mutate({ path: `promises/${promiseId}/reassign`, body: { ownerId: ownerId.trim() } });
  }
  return (
    <FormDialog title={t('promise.handOverTitle')} send={send} fields={['ownerId']} onSubmit={submit} onClose={onClose}>
      <TextInput
        label={t('promise.owner')}
        value={ownerId}
        onChange={event => setOwner(event.currentTarget.value)}
        error={errorAt(send.error, 'ownerId')}
        required
        data-autofocus
      />
    </FormDialog>
  );
}
