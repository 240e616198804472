import type { Cause, ComplaintStep, Promised } from './contact.ts';

/** What customers say, by what went wrong. */
export const NARRATIVES: Record<Cause, string> = {
  qualityDefect: 'It stopped working after two days. I had a day off work to wait for it.',
  late: 'It should have been here last week, and nobody told me anything.',
  incomplete: 'Half of the parts are missing, so I cannot use any of it.',
  price: 'It costs more than I was told.',
  documentsOrBilling: 'The invoice is wrong, and I have paid it already.',
  staffConduct: 'I was spoken to as if it were my fault.',
  hardToReach: 'I tried for three days to get hold of anybody.',
  wrongInformation: 'I was told that it fits. It does not.',
  promiseBroken: 'I was promised a call back, and none came.',
};
const RESTATED: Record<Cause, string> = {
  qualityDefect: 'The product failed within its first days.',
  late: 'The delivery came later than the date that was confirmed.',
  incomplete: 'Parts of the order were not in the parcel.',
  price: 'The price charged was not the price quoted.',
  documentsOrBilling: 'The invoice does not agree with the order.',
  staffConduct: 'The customer was treated without respect.',
  hardToReach: 'The customer could not reach us for days.',
  wrongInformation: 'What we said about the product was not true.',
  promiseBroken: 'We did not do what we had promised.',
};
/** What agents say when they promise something. */
export const PROMISES: Record<Promised['what'], string> = {
  answer: 'We find out, and tell you.',
  callBack: 'Somebody calls you about it.',
  delivery: 'It is with you by then.',
  repair: 'We repair it.',
  refund: 'You get the difference back.',
  replacement: 'You get a new one.',
  document: 'We send you the right papers.',
};
const DAY = 86_400_000;

/** The command by which an agent takes a step, with the evidence that the step requires. */
export function stepCommand({ complaint: { demands, cause }, taken, agent, at }: ComplaintStep): object {
  switch (taken.step) {
    case 'confirm': {
      const agreed = { agreedAt: at.toISOString(), agreedBy: taken.channel };
      return { type: 'confirm', restatement: RESTATED[cause], ...agreed, demands };
    }
    case 'empathise':
      return { type: 'empathise', sympathy: true, apology: true, thanks: true, why: true };
    case 'act': {
      const dueAt = new Date(at.getTime() + 3 * DAY).toISOString();
      const answer =
        taken.outcome === 'notUpheld' ? { finalAnswer: 'We looked into it and found no fault of ours.' } : {};
      const actions = [{ action: taken.action, owner: agent, dueAt }];
      return { type: 'act', actions, answered: demands, outcome: taken.outcome, ...answer };
    }
    case 'verify': {
      const met = demands.filter(demand => !taken.unmet.includes(demand));
      return { type: 'verify', solved: taken.solved, score: taken.score, met, unmet: taken.unmet };
    }
    case 'close': {
      const tries = taken.tries.map(({ at: tried, channel }) => ({ at: tried.toISOString(), channel }));
      return { type: 'verify', reason: taken.reason, ...(tries.length === 0 ? {} : { tries }) };
    }
  }
}
