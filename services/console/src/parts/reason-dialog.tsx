import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../api/use-act.ts';
import { word } from '../format/words.ts';
import { Failed } from './states.tsx';

interface Props {
  /** What the button says that opens it, and that does it. */
  label: string;
  about: string;
  /** Codes; the one chosen is recorded with who did it. */
  reasons: readonly string[];
  /** What names the reasons: `reason` in the messages, or a group of its own. */
  group?: string;
  /** It can not be undone. */
  grave?: boolean;
  act: (reason: string, idempotencyKey: string) => Promise<unknown>;
}

/** A button for what needs a reason, which it asks for first. What is shown is asked for again afterwards. */
export function ReasonDialog({ label, about, reasons, group = 'reason', grave = false, act }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState(reasons[0] ?? '');
  const send = useAct({
    send: act,
    onSuccess: () => {
      setOpened(false);
      return queries.invalidateQueries();
    },
  });
  return (
    <>
      <Button size="compact-xs" variant="default" {...(grave && { color: 'red' })} onClick={() => setOpened(true)}>
        {label}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={label}
        centered
        closeButtonProps={{ 'aria-label': t('act.close') }}
      >
        <Stack gap="sm">
          <p style={{ margin: 0 }}>{about}</p>
          <Radio.Group label={t('act.reason')} value={reason} onChange={setReason}>
            <Stack gap={6} mt={6}>
              {reasons.map(code => (
                <Radio key={code} value={code} label={word(t, group, code)} />
              ))}
            </Stack>
          </Radio.Group>
          {send.isError && <Failed error={send.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => setOpened(false)}>
              {t('act.cancel')}
            </Button>
            <Button {...(grave && { color: 'red' })} loading={send.isPending} onClick={() => send.mutate(reason)}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
