import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlanAct } from '../api/plan.ts';
import { word } from '../format/words.ts';
import { FormDialog } from './form-dialog.tsx';

const KINDS = ['lesson', 'course'];

export function LessonDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const send = usePlanAct(id, onClose);
  const [kind, setKind] = useState('lesson');
  const [text, setText] = useState('');
  function submit(): void {
    send.mutate({ method: 'POST', path: `customers/${id}/lessons`, body: { kind, text: text.trim() } });
  }
  return (
    <FormDialog title={t('plan.log')} send={send} onSubmit={submit} onClose={onClose}>
      <NativeSelect
        label={t('plan.kind')}
        value={kind}
        onChange={event => setKind(event.currentTarget.value)}
        data={KINDS.map(value => ({ value, label: word(t, 'lessonKind', value) }))}
      />
      <Textarea
        label={t('plan.lesson')}
        description={t('plan.wordsHint')}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        autosize
        minRows={3}
        maxLength={10_000}
        required
        data-autofocus
      />
    </FormDialog>
  );
}
