import { queryString } from './client.ts';
import { oneQuery } from './lists.ts';
import type { Page } from './types.ts';

/** A call after a complaint was closed, as the complaints service lists it. */
export interface CallBack {
  callBackId: string;
  complaintId: string;
  customerId: string;
  round: string;
  ownerId: string | null;
  status: string;
  from: string;
  dueAt: string;
  attempts: number;
  satisfied: boolean | null;
  score: number | null;
  /** Personal: null for who may not read it. */
  words: string | null;
}

export const CALLED_BY = ['phone', 'email', 'visit', 'chat'] as const;
export const CANCELLED_FOR = ['notWanted', 'noNumber', 'askedOtherwise'] as const;

export const callBacksQuery = (customerId: string, complaintId: string) =>
  oneQuery<Page<CallBack>>(
    customerId,
    `/api/complaints/v1/call-backs${queryString({ complaintId, status: 'all', limit: 20 })}`,
  );
