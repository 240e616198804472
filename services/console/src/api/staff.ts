import { useQueryClient } from '@tanstack/react-query';
import { request } from './client.ts';
import { useAct } from './use-act.ts';

export const STAFF_ROLES = [
  'specialist',
  'supervisor',
  'manager',
  'analyst',
  'privacyOfficer',
  'administrator',
] as const;

export interface StaffMember {
  staffId: string;
  name: string | null;
  role: string;
  teamId: string | null;
  languages: string[];
  worksFrom: string;
  worksTo: string | null;
}

export interface Team {
  teamId: string;
  name: string | null;
  supervisorId: string | null;
  closed: boolean;
  members: number;
}

export interface Absence {
  absenceId: string;
  staffId: string;
  coverId: string;
  from: string;
  to: string;
}

interface Act {
  method: 'POST' | 'PUT';
  path: string;
  body?: object;
}

// Lists follow what was said within a moment; whoever said it should not have to ask again.
const AGAIN_MS = [0, 400, 1_500];

/** Says something about staff and teams; the lists follow. */
export function useStaffAct(onDone: () => void = () => undefined) {
  const queries = useQueryClient();
  const readAgain = () => void queries.invalidateQueries({ queryKey: ['list', 'staff'] });
  return useAct({
    send: ({ method, path, body = {} }: Act, idempotencyKey) =>
      request<unknown>(`/api/profile/v1/${path}`, { method, body, idempotencyKey }),
    onSuccess: () => {
      AGAIN_MS.forEach(delay => setTimeout(readAgain, delay));
      onDone();
    },
  });
}
