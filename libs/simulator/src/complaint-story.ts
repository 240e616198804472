import { callBack } from './call-back-story.ts';
import type { Cause, Complaint, Demand, Interaction, StepTaken } from './contact.ts';
import { add, agentOf, DRIVER_OF, feel, keyOf, type Life } from './life.ts';
import { promiseInComplaint } from './promise-story.ts';
import { addWorkingHours } from './working-time.ts';

export type Ending = 'recovered' | 'notAccepted' | 'unreachable' | 'withdrawn' | 'open';

const ALSO_ASKED: readonly Demand[] = ['heard', 'compensation', 'noTrouble', 'neverAgain', 'fair', 'takenSeriously'];
/** How long each step takes, against a normal case: what is severe goes first. */
const URGENCY = { 1: 0.3, 2: 0.5, 3: 1, 4: 1.4 } as const;
const ACTIONS: Record<Cause, string> = {
  qualityDefect: 'replacement',
  late: 'expressDelivery',
  incomplete: 'sendMissingParts',
  price: 'honourQuote',
  documentsOrBilling: 'correctInvoice',
  staffConduct: 'supervisorCall',
  hardToReach: 'namedContact',
  wrongInformation: 'correctInformation',
  promiseBroken: 'newPromise',
};

/** The customer complains, and agents take the four steps: some late, some not well enough, some not yet. */
export function complain(life: Life, about: Interaction, cause: Cause, product: string, stuck = false): Ending {
  const { random } = life;
  const complaint: Complaint = {
    kind: 'complaint',
    key: keyOf(life, 'c'),
    customer: life.customer.key,
    at: new Date(about.endedAt.getTime() + random.integer(5, 90) * 60_000),
    channel: about.channel,
    cause,
    severity: stuck || random.chance(0.18) ? 2 : random.chance(0.04) ? 1 : random.chance(0.12) ? 4 : 3,
    product,
    demands: demands(life),
    about: about.key,
  };
  if (!add(life, complaint)) return 'open';
  life.complaints += 1;
  const ending = handle(life, complaint, stuck);
  const driver = DRIVER_OF[cause];
  life.openComplaint = ending === 'open';
  if (ending === 'recovered') {
    life.recovered += 1;
    feel(life, 0.55, driver);
  } else if (ending !== 'withdrawn') feel(life, -0.3, driver);
  return ending;
}

function demands(life: Life): Demand[] {
  const chosen = new Set<Demand>(['quick']);
  if (life.customer.style === 'amiable' || life.customer.style === 'expressive') chosen.add('respect');
  if (life.customer.style === 'analytical') chosen.add('understood');
  for (let more = life.random.integer(0, 2); more > 0; more -= 1) chosen.add(life.random.pick(ALSO_ASKED));
  return [...chosen];
}

function handle(life: Life, complaint: Complaint, stuck: boolean): Ending {
  const { random } = life;
  const agent = agentOf(random, 'care');
  // One case in seven lies too long somewhere: those are the breached clocks.
  const slow = stuck || random.chance(0.12) ? random.gamma(6, 1) : 1;
  const pace = slow * URGENCY[complaint.severity];
  let at = complaint.at;
  const take = (hours: number, taken: StepTaken): boolean => {
    // Never two steps in one quarter of an hour: services take that for clocks that differ.
    at = wholeSecond(addWorkingHours(at, 0.25 + hours));
    return add(life, {
      kind: 'step',
      key: keyOf(life, 's'),
      customer: complaint.customer,
      at,
      complaint,
      agent,
      taken,
    });
  };
  if (!take(random.gamma(1.5, 1 / 1.6) * pace, { step: 'confirm', channel: complaint.channel })) return 'open';
  if (random.chance(0.03))
    return take(random.gamma(2, 1 / 4), { step: 'close', reason: 'withdrawn', tries: [] }) ? 'withdrawn' : 'open';
  if (!take(random.gamma(1.5, 1 / 1.2) * pace, { step: 'empathise' })) return 'open';
  for (let attempt = 1; ; attempt += 1) {
    const acted = take(random.gamma(2, 1 / 2.6) * pace, plan(life, complaint));
    if (!acted) return 'open';
    promiseInComplaint(life, complaint, at, agent, slow > 2);
    if (random.chance(0.05)) return giveUp(life, complaint, at, take);
    const satisfied =
      !stuck && random.chance(0.5 + 0.4 * life.customer.patience - (slow > 2 ? 0.3 : 0) + (attempt - 1) * 0.1);
    const score = satisfied ? random.integer(4, 5) : random.integer(1, 2);
    const unmet = satisfied ? [] : complaint.demands.slice(0, 1);
    if (
      !take(random.gamma(2, 1 / 8) * URGENCY[complaint.severity], { step: 'verify', solved: satisfied, score, unmet })
    )
      return 'open';
    if (satisfied) {
      const called = callBack(life, complaint, at, true);
      if (called === null) return 'recovered';
      at = called.dissatisfiedAt;
      continue;
    }
    if (stuck) return 'open';
    if (attempt >= 3) {
      if (!take(4, { step: 'close', reason: 'finalResponseNotAccepted', tries: [] })) return 'open';
      callBack(life, complaint, at, false);
      return 'notAccepted';
    }
  }
}

/** Unreachable is who answered none of three tries over two channels in ten working days. */
function giveUp(
  life: Life,
  { channel }: Complaint,
  from: Date,
  take: (hours: number, taken: StepTaken) => boolean,
): Ending {
  const other = channel === 'phone' ? 'email' : 'phone';
  const tries = [
    { at: addWorkingHours(from, 1), channel },
    { at: addWorkingHours(from, 40), channel: other },
    { at: addWorkingHours(from, 90), channel: life.random.chance(0.5) ? channel : other },
  ] as const;
  return take(92, { step: 'close', reason: 'unreachable', tries: [...tries] }) ? 'unreachable' : 'open';
}

function plan(life: Life, complaint: Complaint): StepTaken {
  const outcome = life.random.weighted({ upheld: 0.72, partlyUpheld: 0.2, notUpheld: 0.08 }, 'upheld');
  return { step: 'act', action: ACTIONS[complaint.cause], outcome };
}

const wholeSecond = (moment: Date): Date => new Date(Math.floor(moment.getTime() / 1000) * 1000);
