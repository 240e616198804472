import { NativeSelect, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { errorAt } from '../api/problem.ts';
import { ACTION_REASONS, NEXT_ACTIONS } from '../api/worth.ts';
import { word } from '../format/words.ts';

export interface Decision {
  action: string;
  reason: string;
  note: string;
}

interface Props {
  values: Decision;
  onChange: (part: Partial<Decision>) => void;
  error: unknown;
}

/** What is done about a customer, why, and a word on it. */
export function ActionFields({ values: { action, reason, note }, onChange, error }: Props) {
  const { t } = useTranslation();
  const choices = (group: string, codes: readonly string[]) =>
    codes.map(value => ({ value, label: word(t, group, value) }));
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('worth.action')}
        value={action}
        onChange={event => onChange({ action: event.currentTarget.value })}
        data={choices('nextAction', NEXT_ACTIONS)}
      />
      <NativeSelect
        size="xs"
        label={t('worth.reason')}
        value={reason}
        onChange={event => onChange({ reason: event.currentTarget.value })}
        data={choices('actionReason', ACTION_REASONS)}
      />
      <Textarea
        size="xs"
        autosize
        label={t('worth.note')}
        maxLength={2000}
        value={note}
        onChange={event => onChange({ note: event.currentTarget.value })}
        error={errorAt(error, 'note')}
      />
    </>
  );
}
