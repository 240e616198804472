import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { drop, type ParkedRow } from '../api/parked.ts';
import { errorAt } from '../api/problem.ts';
import { Failed } from './states.tsx';

interface Props {
  row: ParkedRow;
  opened: boolean;
  onClose: () => void;
  onDropped: (waiting: number) => void;
}

/** Asks why: what is dropped is never applied, and who did so stays on record. */
export function DropDialog({ row, opened, onClose, onDropped }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const send = useMutation({
    mutationFn: () => drop(row.service, row.id, reason.trim()),
    onSuccess: async ({ waiting }) => {
      onDropped(waiting);
      onClose();
      await queries.invalidateQueries({ queryKey: ['parked', 'list'] });
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    const short = reason.trim().length < 3;
    setMissing(short);
    if (!short) send.mutate();
  }
  const wrong = missing ? t('parked.reasonMissing') : errorAt(send.error, 'reason');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('parked.dropTitle')}
      centered
      closeButtonProps={{ 'aria-label': t('parked.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <p style={{ margin: 0 }}>{t('parked.dropAbout', { count: row.behind })}</p>
          <Textarea
            label={t('parked.why')}
            placeholder={t('parked.whyPlaceholder')}
            value={reason}
            onChange={event => setReason(event.currentTarget.value)}
            error={wrong}
            maxLength={500}
            autosize
            minRows={3}
            data-autofocus
          />
          {send.isError && !wrong && <Failed error={send.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('parked.keep')}
            </Button>
            <Button type="submit" color="red" loading={send.isPending}>
              {t('parked.dropForGood')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
