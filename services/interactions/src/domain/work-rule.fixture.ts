import type { WorkRuleForm } from '@rapport/contracts';
import catalogue from '../migrations/service-standards-v1.json' with { type: 'json' };
import type { Happening, WorkRule } from './work-rule.ts';

const office = catalogue.calendars.find(({ code }) => code === 'office');
if (!office) throw new Error('the office has no calendar');
export const calendar = office.form;
export const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';

/** An event of the customer on Monday 2 March 2026, numbered so that it has an id of its own. */
export const happened = (
  type: string,
  n: number,
  data: object = {},
  occurredAt = '2026-03-02T10:00:00.000Z',
): Happening => ({
  id: `0190a3c5-0000-7000-8000-${String(n).padStart(12, '0')}`,
  type,
  subject: customerId,
  occurredAt,
  imported: false,
  data: { customerId, ...data },
});

const form: WorkRuleForm = {
  title: { en: 'Call', zh: '致电' },
  on: 'FeedbackGiven',
  where: [],
  task: 'callCustomer',
  to: { assignee: ['accountOwner'], team: 'service', role: 'specialist' },
  priority: { base: 50 },
  due: { workingDays: 1 },
};
export const rule = (more: Partial<WorkRuleForm> = {}): WorkRule => ({
  code: 'call',
  version: 3,
  form: { ...form, ...more },
});
