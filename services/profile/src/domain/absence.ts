import type { ProfileEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';

type Told = Extract<ProfileEvent, { readonly type: 'AbsenceArranged' | 'AbsenceCancelled' }>;
type Facts = Extract<Told, { readonly type: 'AbsenceArranged' }>['data'];

export interface ArrangeAbsence {
  readonly type: 'ArrangeAbsence';
  readonly facts: Facts;
}

export interface CancelAbsence {
  readonly type: 'CancelAbsence';
}

type Absence = { readonly facts: Facts; readonly cancelled: boolean } | null;

/** One absence of one of the staff, with who looks after their customers meanwhile. */
export const absence: Decider<Absence, ArrangeAbsence | CancelAbsence, Told> = {
  kind: 'absence',
  stateVersion: 1,
  initial: null,
  decide(command, state): Decision<Told> {
    if (command.type === 'ArrangeAbsence') {
      if (state) return { events: [] };
      const { staffId, coverId, from, to } = command.facts;
      if (staffId === coverId) throw new DomainError('time-order', 'Nobody covers for themselves.');
      if (to < from) throw new DomainError('time-order', 'The last day lies before the first.');
      return { events: [{ type: 'AbsenceArranged', data: command.facts }] };
    }
    if (!state || state.cancelled) return { events: [] };
    const { absenceId, staffId } = state.facts;
    return { events: [{ type: 'AbsenceCancelled', data: { absenceId, staffId } }] };
  },
  evolve(state, event) {
    if (event.type === 'AbsenceArranged') return { facts: event.data, cancelled: false };
    return state && { ...state, cancelled: true };
  },
};
