import { useQueryClient } from '@tanstack/react-query';
import { request } from './client.ts';
import { useAct } from './use-act.ts';

/** Sends a command to a complaint; all that shows the complaint follows. */
export function useComplaintCommand(id: string, command: string, onDone: () => void) {
  const queries = useQueryClient();
  return useAct({
    send: (body: object, idempotencyKey) =>
      request<unknown>(`/api/complaints/v1/complaints/${id}/${command}`, { method: 'POST', body, idempotencyKey }),
    onSuccess: () => {
      onDone();
      return Promise.all(
        [['complaint', id], ['complaints'], ['view'], ['timeline']].map(queryKey =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
}
