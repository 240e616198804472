import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ComplaintDetail } from '../api/complaint-types.ts';
import { useComplaintCommand } from '../api/use-complaint-command.ts';
import { Failed } from './states.tsx';

interface CommandProps {
  id: string;
  command: 'pause' | 'resume' | 'reopen';
  body: object;
}

function Command({ id, command, body }: CommandProps) {
  const { t } = useTranslation();
  const send = useComplaintCommand(id, command, () => {});
  return (
    <>
      <Button variant="default" size="xs" loading={send.isPending} onClick={() => send.mutate(body)}>
        {t(`complaint.${command}`)}
      </Button>
      {send.isError && <Failed error={send.error} />}
    </>
  );
}

export function ClockCommands({ complaint }: { complaint: ComplaintDetail }) {
  const { complaintId: id, status, paused, historic } = complaint;
  if (historic) return null;
  return (
    <Group>
      {status === 'closed' && <Command id={id} command="reopen" body={{ reason: 'cameBack' }} />}
      {status === 'open' && paused && <Command id={id} command="resume" body={{}} />}
      {status === 'open' && !paused && <Command id={id} command="pause" body={{ reason: 'waitingForCustomer' }} />}
    </Group>
  );
}
