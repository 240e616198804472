import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { request } from './client.ts';
import { Problem } from './problem.ts';

/** Sends a command to a complaint; the same body sent again is the same act, until it is answered with a refusal. */
export function useComplaintCommand(id: string, command: string, onDone: () => void) {
  const queries = useQueryClient();
  const last = useRef({ body: '', key: '' });
  return useMutation({
    mutationFn: (body: object) => {
      const text = JSON.stringify(body);
      if (last.current.body !== text) last.current = { body: text, key: crypto.randomUUID() };
      const path = `/api/complaints/v1/complaints/${id}/${command}`;
      return request<unknown>(path, { method: 'POST', body, idempotencyKey: last.current.key });
    },
    onError: error => {
      // A refusal stays the answer to its key: another press asks anew, since others may have changed the case.
      const refused = error instanceof Problem && error.status >= 400 && error.status < 500;
      if (refused) last.current = { body: '', key: '' };
    },
    onSuccess: async () => {
      onDone();
      await Promise.all(
        [['complaint', id], ['complaints'], ['view'], ['timeline']].map(queryKey =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
}
