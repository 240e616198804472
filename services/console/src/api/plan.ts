import { useQueryClient } from '@tanstack/react-query';
import { request } from './client.ts';
import { useAct } from './use-act.ts';

interface Act {
  method: 'POST' | 'PATCH' | 'PUT';
  /** Behind `/api/profile/v1/`. */
  path: string;
  body: object;
}

// Lists follow what was said within a moment; whoever said it should not have to ask again.
const AGAIN_MS = [0, 400, 1_500];

/** Notes something in the plan of a customer; its lists follow. */
export function usePlanAct(customerId: string, onDone: () => void = () => undefined) {
  const queries = useQueryClient();
  const readAgain = () => void queries.invalidateQueries({ queryKey: ['list', customerId] });
  return useAct({
    send: ({ method, path, body }: Act, idempotencyKey) =>
      request<unknown>(`/api/profile/v1/${path}`, { method, body, idempotencyKey }),
    onSuccess: () => {
      AGAIN_MS.forEach(delay => setTimeout(readAgain, delay));
      onDone();
    },
  });
}
