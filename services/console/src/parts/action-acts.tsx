import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionRow } from '../api/strategy.ts';
import { useDecideAction } from '../api/worth.ts';
import { word } from '../format/words.ts';
import { DecisionDialog } from './decision-dialog.tsx';

interface Props {
  row: ActionRow;
  name: string;
}

/** Takes on what is proposed, or says what is done instead, and why. */
export function ActionActs({ row: { customerId, proposed, decided }, name }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const accept = useDecideAction(customerId);
  const about = { action: word(t, 'nextAction', proposed), name };
  return (
    <>
      <Group gap={6} wrap="nowrap">
        {decided === null && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('actions.acceptOf', about)}
            loading={accept.isPending}
            onClick={() => accept.mutate({ action: proposed, reason: 'asProposed' })}
          >
            {t('actions.accept')}
          </Button>
        )}
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('actions.otherwiseOf', about)}
          onClick={() => setOpened(true)}
        >
          {t('actions.otherwise')}
        </Button>
      </Group>
      {accept.isError && <small className="bad">{accept.error.message}</small>}
      {opened && (
        <DecisionDialog
          id={customerId}
          title={t('actions.otherwiseOf', about)}
          proposed={proposed}
          onClose={() => setOpened(false)}
        />
      )}
    </>
  );
}
