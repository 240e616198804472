import { valuesAt, type Plain } from './work-fields.ts';
import type { Happening } from './work-rule.ts';

/** What was known of a customer at a time. What nobody has told is `other`, `unknown`, 0 or absent. */
export interface CustomerFacts {
  readonly openComplaints: number;
  readonly openOpportunities: number;
  readonly valueClass: string;
  readonly riskBand: string;
  readonly stage?: string;
  readonly tier?: string;
  readonly satisfaction?: number;
  readonly accountOwner?: string;
}

/** The events that facts are made of, beside contacts whose sender says how the customer is ranked. */
export const FACT_EVENTS = [
  'ComplaintOpened',
  'ComplaintReopened',
  'ComplaintClosed',
  'OpportunityRaised',
  'OpportunityMoved',
  'LifecycleStageMoved',
  'AccountAssigned',
  'SatisfactionMoved',
  'ValueClassMoved',
  'RetentionRiskMoved',
  'MemberEnrolled',
] as const;

const NOTHING = { openComplaints: 0, openOpportunities: 0, valueClass: 'other', riskBand: 'unknown' };
const AT_RISK = ['atRisk', 'lapsed'];

/** The facts of a customer just before an event, by when things happened. `history` is in order. */
export function factsBefore(event: Happening, history: readonly Happening[]): CustomerFacts {
  const before = history.filter(({ id, occurredAt }) => id !== event.id && occurredAt <= event.occurredAt);
  const last = (type: string, path: string): Plain | undefined => {
    const told = before.findLast(one => one.type === type);
    return told && valuesAt(told.data, path)[0];
  };
  const [stage, tier, owner] = [
    last('LifecycleStageMoved', 'to'),
    last('MemberEnrolled', 'tier'),
    last('AccountAssigned', 'ownerId'),
  ];
  // Before analytics has told a risk, who is at risk by its stage is at high risk.
  const ofStage = typeof stage === 'string' && AT_RISK.includes(stage) ? 'high' : NOTHING.riskBand;
  const riskBand = last('RetentionRiskMoved', 'band') ?? ofStage;
  const satisfaction = last('SatisfactionMoved', 'value');
  const ranked = before.findLast(({ type, data }) => type === 'InteractionRecorded' && 'valueClass' in data);
  const [said = NOTHING.valueClass] = ranked ? valuesAt(ranked.data, 'valueClass') : [];
  // What a sender says counts where analytics has not ranked the customer.
  const valueClass = last('ValueClassMoved', 'to') ?? said;
  return {
    ...NOTHING,
    valueClass: String(valueClass),
    riskBand: String(riskBand),
    openComplaints: open(before, 'complaintId', isComplaintOpen),
    openOpportunities: open(before, 'opportunityId', isOpportunityOpen),
    ...(typeof stage === 'string' && { stage }),
    ...(typeof tier === 'string' && { tier }),
    ...(typeof satisfaction === 'number' && { satisfaction }),
    ...(typeof owner === 'string' && { accountOwner: owner }),
  };
}

type IsOpen = (event: Happening) => boolean | undefined;

/** How many of a kind are open: of each the last word counts. */
function open(before: readonly Happening[], key: string, isOpen: IsOpen): number {
  const states = new Map<Plain | undefined, boolean>();
  for (const event of before) {
    const state = isOpen(event);
    if (state !== undefined) states.set(valuesAt(event.data, key)[0], state);
  }
  return [...states.values()].filter(Boolean).length;
}

const COMPLAINT: Readonly<Record<string, boolean>> = {
  ComplaintOpened: true,
  ComplaintReopened: true,
  ComplaintClosed: false,
};
const isComplaintOpen: IsOpen = ({ type }) => COMPLAINT[type];

const isOpportunityOpen: IsOpen = ({ type, data }) => {
  if (type !== 'OpportunityRaised' && type !== 'OpportunityMoved') return undefined;
  return !valuesAt(data, 'stage').some(stage => stage === 'won' || stage === 'lost');
};
