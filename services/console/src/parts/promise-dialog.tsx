import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAt } from '../api/problem.ts';
import { promiseKindsQuery, usePromiseAct } from '../api/promises.ts';
import { useSession } from '../api/session.ts';
import { codeOf, given, localMinute } from '../format/fields.ts';
import { word } from '../format/words.ts';
import { FormDialog } from './form-dialog.tsx';

const FIELDS = ['kind', 'what', 'dueAt', 'ownerId'] as const;
const DAY = 86_400_000;

export interface About {
  customerId: string;
  complaintId?: string;
  /** The broken promise that it is to make up for. */
  instead?: string;
}

/** What is promised, by when, and who keeps it. */
export function PromiseDialog({ about, onClose }: { about: About; onClose: () => void }) {
  const { t } = useTranslation();
  const send = usePromiseAct(about.customerId, onClose);
  const kinds = useQuery(promiseKindsQuery).data?.items ?? [];
  const [picked, setPicked] = useState('');
  const [what, setWhat] = useState('');
  const [dueAt, setDueAt] = useState(() => localMinute(Date.now() + DAY));
  const [ownerId, setOwner] = useState(codeOf(useSession().session?.name ?? ''));
  const kind = picked || (kinds[0]?.code ?? '');
  function submit(): void {
    const said = given({ kind, what: what.trim(), ownerId: ownerId.trim() });
    const body = { ...about, ...said, dueAt: new Date(dueAt || Date.now()).toISOString() };
    send.mutate({ path: 'promises', body });
  }
  return (
    <FormDialog
      title={t(about.instead === undefined ? 'promise.make' : 'promise.makeInstead')}
      send={send}
      fields={FIELDS}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        label={t('promise.kind')}
        value={kind}
        onChange={event => setPicked(event.currentTarget.value)}
        data={kinds.map(({ code }) => ({ value: code, label: word(t, 'promiseKind', code) }))}
        error={errorAt(send.error, 'kind')}
        data-autofocus
      />
      <Textarea
        label={t('promise.what')}
        description={t('plan.wordsHint')}
        value={what}
        onChange={event => setWhat(event.currentTarget.value)}
        maxLength={2000}
        error={errorAt(send.error, 'what')}
      />
      <TextInput
        type="datetime-local"
        label={t('promise.dueAt')}
        value={dueAt}
        onChange={event => setDueAt(event.currentTarget.value)}
        error={errorAt(send.error, 'dueAt')}
        required
      />
      <TextInput
        label={t('promise.owner')}
        description={t('promise.ownerHint')}
        value={ownerId}
        onChange={event => setOwner(event.currentTarget.value)}
        error={errorAt(send.error, 'ownerId')}
      />
    </FormDialog>
  );
}
