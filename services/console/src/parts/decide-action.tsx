import { Button, NativeSelect, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorAt } from '../api/problem.ts';
import { ACTION_REASONS, NEXT_ACTIONS, useDecideAction } from '../api/worth.ts';
import { given } from '../format/fields.ts';
import { word } from '../format/words.ts';
import { Failed } from './states.tsx';

/** A manager decides what is done about a customer, as proposed or otherwise, and says why. */
export function DecideAction({ id, proposed }: { id: string; proposed: string }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [action, setAction] = useState(proposed);
  const [reason, setReason] = useState<string>('asProposed');
  const [note, setNote] = useState('');
  const decide = useDecideAction(id, () => setOpened(false));
  if (!opened) {
    return (
      <Button size="xs" variant="default" onClick={() => setOpened(true)}>
        {t('worth.decide')}
      </Button>
    );
  }
  const choices = (group: string, codes: readonly string[]) =>
    codes.map(value => ({ value, label: word(t, group, value) }));
  return (
    <Stack gap="xs">
      <NativeSelect
        size="xs"
        label={t('worth.action')}
        value={action}
        onChange={event => setAction(event.currentTarget.value)}
        data={choices('nextAction', NEXT_ACTIONS)}
      />
      <NativeSelect
        size="xs"
        label={t('worth.reason')}
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
        data={choices('actionReason', ACTION_REASONS)}
      />
      <Textarea
        size="xs"
        autosize
        label={t('worth.note')}
        maxLength={2000}
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
        error={errorAt(decide.error, 'note')}
      />
      {decide.isError && <Failed error={decide.error} />}
      <Button
        size="xs"
        variant="default"
        loading={decide.isPending}
        onClick={() => decide.mutate({ action, reason, ...given({ note }) })}
      >
        {t('worth.decide')}
      </Button>
    </Stack>
  );
}
