import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnderstoodAt } from '../api/problem.ts';
import { Failed } from './states.tsx';

interface Props {
  title: string;
  children: ReactNode;
  send: { isPending: boolean; isError: boolean; error: unknown };
  /** Those that show themselves what is wrong with them. */
  fields?: readonly string[];
  onSubmit: () => void;
  onClose: () => void;
}

/** A short form over the page. */
export function FormDialog({ title, children, send, fields = [], onSubmit, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <form
        onSubmit={event => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Stack gap="sm">
          {children}
          {send.isError && !isUnderstoodAt(send.error, fields) && <Failed error={send.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('act.cancel')}
            </Button>
            <Button type="submit" loading={send.isPending}>
              {t('staff.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
