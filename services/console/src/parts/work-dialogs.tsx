import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkAct, type WorkItem } from '../api/work.ts';
import { localMinute } from '../format/fields.ts';
import { word } from '../format/words.ts';
import { Failed } from './states.tsx';

const OUTCOMES = ['done', 'reached', 'notReached', 'solved', 'complaintOpened', 'notNeeded'] as const;
const REASONS = ['customerAsked', 'waiting', 'noTime'] as const;
const DAY = 86_400_000;

interface DialogProps {
  item: WorkItem;
  onClose: () => void;
}

function Buttons({ pending, onClose }: { pending: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {t('work.cancel')}
      </Button>
      <Button type="submit" loading={pending}>
        {t('work.save')}
      </Button>
    </Group>
  );
}

export function DoneDialog({ item, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<string>('done');
  const [note, setNote] = useState('');
  const send = useWorkAct(onClose);
  function submit(event: FormEvent) {
    event.preventDefault();
    const said = note.trim();
    send.mutate({ id: item.workItemId, act: 'done', body: { outcome, ...(said !== '' && { note: said }) } });
  }
  return (
    <Modal opened onClose={onClose} title={`${t('work.doneTitle')}: ${word(t, 'workTask', item.task)}`}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <NativeSelect
            data-autofocus
            label={t('work.outcome')}
            value={outcome}
            onChange={event => setOutcome(event.currentTarget.value)}
            data={OUTCOMES.map(value => ({ value, label: t(`workOutcome.${value}`) }))}
          />
          <Textarea
            label={t('work.note')}
            description={t('work.noteHint')}
            value={note}
            maxLength={2000}
            onChange={event => setNote(event.currentTarget.value)}
          />
          {send.isError && <Failed error={send.error} />}
          <Buttons pending={send.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}

export function LaterDialog({ item, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [at, setAt] = useState(() => localMinute(Date.now() + DAY));
  const [reason, setReason] = useState<string>('customerAsked');
  const send = useWorkAct(onClose);
  function submit(event: FormEvent) {
    event.preventDefault();
    const dueAt = new Date(at || Date.now()).toISOString();
    send.mutate({ id: item.workItemId, act: 'reschedule', body: { dueAt, reason } });
  }
  return (
    <Modal opened onClose={onClose} title={t('work.laterTitle')}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            data-autofocus
            type="datetime-local"
            label={t('work.due')}
            value={at}
            onChange={event => setAt(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('work.reason')}
            value={reason}
            onChange={event => setReason(event.currentTarget.value)}
            data={REASONS.map(value => ({ value, label: t(`work.reasons.${value}`) }))}
          />
          {send.isError && <Failed error={send.error} />}
          <Buttons pending={send.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
