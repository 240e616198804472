import { COMPLAINT_STEPS, HOUSE_CLOCKS, Instant, oneOf, Uuid } from '@rapport/contracts';
import type { Accepted } from '@rapport/messaging';
import type { Principal } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import type { CaseFile, Complaint } from '../domain/complaint.ts';
import { stillNeeded } from '../domain/evidence.ts';
import type { Clock } from '../domain/house-clock.ts';

export const StepAnswer = Type.Object({
  complaintId: Uuid,
  status: oneOf(['open', 'closed']),
  step: Type.Optional(oneOf(COMPLAINT_STEPS)),
  sequence: Type.Integer(),
});
export type StepAnswer = Static<typeof StepAnswer>;

/** Where a command has left a complaint. */
export function stepAnswer({ id, state, sequence }: Accepted<Complaint>): StepAnswer {
  const step = 'file' in state ? { step: state.file.step } : {};
  return { complaintId: id, status: isClosed(state) ? 'closed' : 'open', ...step, sequence };
}

const isClosed = ({ status }: Complaint): boolean => status === 'closed' || status === 'historic';

export const ClockView = Type.Object({
  clock: oneOf(HOUSE_CLOCKS),
  dueAt: Instant,
  warnAt: Instant,
  state: oneOf(['running', 'warned', 'breached', 'stopped', 'paused']),
});
type ClockView = Static<typeof ClockView>;

/** What a complaint looks like to whoever works on it: status, step, clocks, evidence, and what the step still needs. */
export function viewOf(state: Complaint): object {
  switch (state.status) {
    case 'unknown':
      return {};
    case 'historic': {
      const { facts, occurredAt } = state;
      return {
        ...facts,
        status: 'closed',
        reason: 'historicImport',
        historic: true,
        recovered: false,
        openedAt: occurredAt,
      };
    }
    case 'open':
      return { ...fileView(state.file, state), status: 'open', paused: false, needs: stillNeeded(state.file) };
    case 'paused': {
      const { since, reason } = state;
      return {
        ...fileView(state.file, state),
        status: 'open',
        paused: true,
        pausedSince: since,
        pausedFor: reason,
        needs: [],
      };
    }
    case 'closed': {
      const { closedAt, reason, recovered, callBacks } = state;
      return {
        ...fileView(state.file, state),
        status: 'closed',
        paused: false,
        closedAt,
        reason,
        recovered,
        callBacks,
        needs: [],
      };
    }
  }
}

function fileView(file: CaseFile, { status }: Complaint): object {
  const clocks = HOUSE_CLOCKS.map((clock): ClockView => {
    const { dueAt, warnAt } = file.clocks[clock];
    return { clock, dueAt, warnAt, state: clockState(file.clocks[clock], status) };
  });
  const ahead = clocks.filter(({ clock, state }) => state !== 'paused' && !file.clocks[clock].stopped);
  const dueAt = status === 'open' ? (ahead.map(clock => clock.dueAt).sort()[0] ?? null) : null;
  return { ...file, historic: false, clocks, dueAt, breached: clocks.some(({ state }) => state === 'breached') };
}

function clockState({ warned, breached, stopped }: Clock, status: Complaint['status']): ClockView['state'] {
  if (breached) return 'breached';
  if (stopped || status === 'closed') return 'stopped';
  if (status === 'paused') return 'paused';
  return warned ? 'warned' : 'running';
}

/** Analysts work with what happened, not with what people said. */
export const readsTexts = ({ roles }: Principal): boolean => roles.some(role => role !== 'analyst');
