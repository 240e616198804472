import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDecideAction } from '../api/worth.ts';
import { given } from '../format/fields.ts';
import { ActionFields, type Decision } from './action-fields.tsx';
import { Failed } from './states.tsx';

/** A manager decides what is done about a customer, as proposed or otherwise, and says why. */
export function DecideAction({ id, proposed }: { id: string; proposed: string }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [values, setValues] = useState<Decision>({ action: proposed, reason: 'asProposed', note: '' });
  const decide = useDecideAction(id, () => setOpened(false));
  if (!opened) {
    return (
      <Button size="xs" variant="default" onClick={() => setOpened(true)}>
        {t('worth.decide')}
      </Button>
    );
  }
  const { action, reason, note } = values;
  return (
    <Stack gap="xs">
      <ActionFields
        values={values}
        onChange={part => setValues(before => ({ ...before, ...part }))}
        error={decide.error}
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
