import type { ProfileEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';

export type PrivacyEvent = Extract<
  ProfileEvent,
  {
    readonly type: 'CustomerErasureRequested' | 'CustomerErasureRefused' | 'CustomerDataExported' | 'DetailsConfirmed';
  }
>;

/** The customer wants to be erased; `dueOn` is the day by which it is to be answered. */
export interface AskForErasure {
  readonly type: 'AskForErasure';
  readonly customerId: string;
  readonly requestId: string;
  readonly channel: string;
  readonly dueOn: string;
}

export interface RefuseErasure {
  readonly type: 'RefuseErasure';
  readonly customerId: string;
  readonly requestId: string;
  readonly reason: string;
}

export interface ExportData {
  readonly type: 'ExportData';
  readonly customerId: string;
  readonly reason: string;
}

export interface ConfirmDetails {
  readonly type: 'ConfirmDetails';
  readonly customerId: string;
  /** Keys of the catalogue of attributes. */
  readonly attributes: readonly string[];
}

export type PrivacyCommand = AskForErasure | RefuseErasure | ExportData | ConfirmDetails;

/** Requests by id, and whether they were answered by a refusal. */
export interface Privacy {
  readonly requests: Readonly<Record<string, 'open' | 'refused'>>;
}

function decide(command: PrivacyCommand, { requests }: Privacy): Decision<PrivacyEvent> {
  const { customerId } = command;
  switch (command.type) {
    case 'AskForErasure': {
      const { requestId, channel, dueOn } = command;
      if (requests[requestId] !== undefined) return { events: [] };
      return { events: [{ type: 'CustomerErasureRequested', data: { customerId, requestId, channel, dueOn } }] };
    }
    case 'RefuseErasure': {
      const { requestId, reason } = command;
      const request = requests[requestId];
      if (request === undefined) throw new DomainError('erasure-unknown', `There is no request ${requestId}.`);
      if (request === 'refused') throw new DomainError('erasure-answered', 'It was refused before.');
      return { events: [{ type: 'CustomerErasureRefused', data: { customerId, requestId, reason } }] };
    }
    case 'ExportData':
      return { events: [{ type: 'CustomerDataExported', data: { customerId, reason: command.reason } }] };
    case 'ConfirmDetails':
      return { events: [{ type: 'DetailsConfirmed', data: { customerId, attributes: [...command.attributes] } }] };
  }
}

function evolve(state: Privacy, { type, data }: PrivacyEvent): Privacy {
  if (type === 'CustomerErasureRequested') return { requests: { ...state.requests, [data.requestId]: 'open' } };
  if (type === 'CustomerErasureRefused') return { requests: { ...state.requests, [data.requestId]: 'refused' } };
  return state;
}

/** What is asked for and done for a customer's privacy, a stream a recorded customer; erasing itself is the customer's own. */
export const privacy: Decider<Privacy, PrivacyCommand, PrivacyEvent> = {
  kind: 'privacy',
  stateVersion: 1,
  initial: { requests: {} },
  decide,
  evolve,
};
