/** What is to be held so many times a period: which observations count, and for each of whom. */
const RHYTHMS = {
  storeVisits: { kind: 'storeVisit', of: 'place' },
  trainings: { kind: 'training', of: 'team' },
  morningBriefs: { kind: 'morningBrief', of: 'team' },
} as const;
export type Rhythm = keyof typeof RHYTHMS;
export const RHYTHM_MEASURES = ['storeVisits', 'trainings', 'morningBriefs'] as const satisfies readonly Rhythm[];
/** As a query is told of them. */
export const COUNTED = RHYTHM_MEASURES.map(measure => ({ measure, ...RHYTHMS[measure] }));
/** What else is measured over periods: the median of how long contacts are handled. */
export const HANDLING_TIME = 'handlingTime';
/** And the trend of how many contacts with a question come for each hundred orders. */
export const ENQUIRY_RATE = 'enquiriesPer100Orders';
export const PERIODS = ['day', 'week', 'month'] as const;

export const rhythmOf = (measure: string): Rhythm | undefined => RHYTHM_MEASURES.find(each => each === measure);
