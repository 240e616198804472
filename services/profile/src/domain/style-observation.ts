import type { ProfileEvent, STYLE_AXES } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';

type Observed = Extract<ProfileEvent, { readonly type: 'StyleMarksObserved' }>;
type Marks = Observed['data']['marks'];

export interface ObserveStyleMarks {
  readonly type: 'ObserveStyleMarks';
  readonly facts: Omit<Observed['data'], 'version' | 'marks'>;
  /** +1, 0 or −1 by mark: all that the agent noted of this contact. */
  readonly marks: readonly { readonly mark: string; readonly value: number }[];
  readonly catalogue: {
    readonly version: number;
    readonly marks: readonly { readonly code: string; readonly axis: (typeof STYLE_AXES)[number] }[];
  };
}

/** What an agent has noted of one contact, in the order of its marks' codes. */
interface Noted {
  readonly marks: readonly Marks[number][];
}

/** One agent's marks of one contact: noting them again replaces them, so that each contact counts once for each agent. */
export const styleObservation: Decider<Noted, ObserveStyleMarks, Observed> = {
  kind: 'styleObservation',
  stateVersion: 1,
  initial: { marks: [] },
  evolve: (_before, { data }) => ({ marks: data.marks }),
  decide({ facts, marks: given, catalogue }, { marks: before }): Decision<Observed> {
    const marks = given
      .map(({ mark, value }, place) => ({ mark, axis: axisOf(mark, place, catalogue), value }))
      .sort((a, b) => (a.mark < b.mark ? -1 : 1));
    if (new Set(marks.map(({ mark }) => mark)).size < marks.length) {
      throw new DomainError('survey-mismatch', 'A mark is given twice.');
    }
    if (alike(marks, before)) return { events: [] };
    return { events: [{ type: 'StyleMarksObserved', data: { ...facts, version: catalogue.version, marks } }] };
  },
};

function axisOf(
  mark: string,
  place: number,
  { version, marks }: ObserveStyleMarks['catalogue'],
): Marks[number]['axis'] {
  const known = marks.find(({ code }) => code === mark);
  if (known) return known.axis;
  throw new DomainError('code-unknown', `Version ${version} of the styles has no mark ${mark}.`, [
    { pointer: `/marks/${place}/mark`, message: 'is not in the catalogue' },
  ]);
}

const alike = (one: readonly Marks[number][], other: readonly Marks[number][]): boolean =>
  one.length === other.length &&
  one.every(({ mark, value }, place) => other[place]?.mark === mark && other[place].value === value);
