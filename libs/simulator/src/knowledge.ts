import { tellPlan } from './account-plan.ts';
import type { Fact } from './contact.ts';
import type { Life } from './life.ts';
import { daysAfter, type Style } from './population.ts';
import { createRandom, type Random } from './random.ts';

const MOTIVES = ['belonging', 'security', 'pride', 'novelty', 'comfort', 'value'] as const;
/** Which end of the two axes an agent sees: assertiveness, responsiveness. */
const SEEN: Record<Style, readonly [number, number]> = {
  analytical: [-1, -1],
  amiable: [-1, 1],
  driver: [1, -1],
  expressive: [1, 1],
  balanced: [0, 0],
};
const MARKS = {
  assertiveness: ['pace', 'statements', 'turns'],
  responsiveness: ['feeling', 'focus', 'smallTalk'],
} as const;

/** What agents find out about one in eight, and about all who are worth a look: consent, wishes, style, plans. */
export function tellKnowledge(life: Life): void {
  const { customer } = life;
  const random = createRandom(`${customer.seed}/${customer.key}/knowledge`);
  const shown = customer.inTrouble || customer.enterprise;
  if (!shown && !random.chance(0.125)) return;
  const note = noter(life, random);
  note('consents', { purpose: 'marketing', channel: 'email', given: random.chance(0.75), evidence: 'form' });
  note('needs', { aspect: 'motive', code: random.pick(MOTIVES), saidBy: 'agent' });
  if (shown || random.chance(0.3)) {
    note('needs', { aspect: 'purpose', code: 'save', what: 'time', saidBy: 'customer' });
    note('confirmations', { attributes: ['name', 'email'] });
  }
  if (shown || random.chance(0.4)) tellStyle(life, note);
  if (shown) tellPlan(life, random, note);
}

export type Note = (to: Fact['to'], body: Fact['body'], more?: Partial<Pick<Fact, 'at' | 'about' | 'method'>>) => void;

/** Notes something under a key of its own, at some time since the customer joined. */
function noter({ customer, until, beside }: Life, random: Random): Note {
  const lived = until.getTime() - customer.joinedAt.getTime();
  let noted = 0;
  return (to, body, more = {}) => {
    const at = new Date(
      Math.floor((customer.joinedAt.getTime() + lived * (0.05 + 0.9 * random.uniform())) / 1000) * 1000,
    );
    noted += 1;
    const fact: Fact = {
      kind: 'fact',
      key: `${customer.key}-n${noted}`,
      customer: customer.key,
      at,
      method: 'POST',
      to,
      body,
      ...more,
    };
    if (fact.at < until && fact.at > customer.joinedAt) beside.push(fact);
  };
}

/** What agents noticed in the last three talks: three marks of each axis from several contacts make a style known. */
function tellStyle({ customer, contacts }: Life, note: Note): void {
  const [assertiveness, responsiveness] = SEEN[customer.style];
  const talks = contacts.filter(contact => contact.kind === 'interaction' && contact.agent !== null).slice(-3);
  talks.forEach((talk, i) => {
    const marks = [
      { mark: MARKS.assertiveness[i % 3], value: assertiveness },
      { mark: MARKS.responsiveness[i % 3], value: responsiveness },
    ];
    note('style-marks', { marks, agentId: 'agent-care-1' }, { at: daysAfter(talk.at, 0.02), about: talk.key });
  });
}
