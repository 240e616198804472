import type { Note } from './knowledge.ts';
import type { Life } from './life.ts';
import { daysAfter } from './population.ts';
import type { Random } from './random.ts';

const INDICATORS = ['attitude', 'proficiency', 'relation', 'competitiveness'] as const;
const CHECKS = 5;
const day = (at: Date): string => at.toISOString().slice(0, 10);
const eur = (minor: number) => ({ minor, currency: 'EUR' });

/** The plan of an account: who they are, what may be sold, how the relation is judged each quarter, and what is to be done. */
export function tellPlan(life: Life, random: Random, note: Note): void {
  const { customer, until } = life;
  const [ownerId, other] = ['agent-sales-1', 'agent-sales-2'];
  const worth = Math.round(customer.orderValue * random.integer(8, 40));
  note('opportunities', {
    title: random.pick(['Machines for the second floor', 'Service plan for all sites', 'Yearly supply of beans']),
    amount: eur(worth),
    closeOn: day(daysAfter(until, random.integer(20, 120))),
    stage: random.pick(['qualified', 'proposed', 'negotiating']),
    ownerId,
  });
  note('plan-actions', { what: 'Visit and look at the machines', ownerId, dueOn: day(daysAfter(until, 14)) });
  note('plan-actions', { what: 'Send the yearly figures', ownerId: other, dueOn: day(daysAfter(until, -5)) });
  note('lessons', { kind: 'lesson', text: 'They decide in the quarter before: be there in time.' });
  if (customer.enterprise) tellAccount(life, random, note);
}

function tellAccount({ until, customer }: Life, random: Random, note: Note): void {
  // Whom somebody looks after not everybody sees: half of them are left to all who try the demonstration.
  if (random.chance(0.5)) note('owner', { ownerId: 'agent-sales-1', team: ['agent-sales-2'] }, { method: 'PUT' });
  const industry = random.pick(['hospitality', 'logistics', 'retail', 'health']);
  const country = customer.language === 'zh' ? 'CN' : 'GB';
  const employees = random.integer(20, 900);
  note('account', { industry, country, employees, sites: random.integer(1, 12) }, { method: 'PUT' });
  const level = random.integer(4, 7);
  for (let check = CHECKS; check >= 1; check -= 1) {
    const scores = INDICATORS.map(indicator => ({
      indicator,
      score: Math.max(0, Math.min(9, level + random.integer(-1, 1) + (check === 1 ? -1 : 0))),
    }));
    note('health-checks', { scores }, { at: daysAfter(until, -check * 60) });
  }
}
