import type { Money } from './types.ts';

export const DEAL_ROLES = ['buyer', 'payer', 'user', 'receiver', 'decisionMaker', 'adviser'] as const;

export interface HealthCheck {
  checkId: string;
  checkedAt: string;
  assessor: string;
  /** 0 very poor to 9 excellent. */
  mean: number;
  scores: { indicator: string; score: number; change?: number | null }[];
}

export interface Opportunity {
  opportunityId: string;
  title: string | null;
  stage: string;
  /** Percent. */
  probability: number;
  amount: Money | null;
  closeOn: string | null;
  ownerId: string | null;
}

export interface PlanAction {
  actionId: string;
  what: string | null;
  ownerId: string;
  dueOn: string;
  overdue: boolean;
  outcome: string | null;
}

export interface Lesson {
  lessonId: string;
  kind: string;
  text: string | null;
  loggedBy: string;
  loggedAt: string;
}

interface Owner {
  ownerId: string | null;
  team: string[];
  absences: { staffId: string; coverId: string; from: string; to: string }[];
  /** Who stands in today, or the owner. */
  onDuty: string | null;
}

export interface Person {
  personId: string;
  name: string | null;
  roles: string[];
  satisfaction: { value: number; asOf: string } | null;
}

/** The account plan: basic data, people and owner, health. Opportunities, actions and lessons are lists of their own. */
export interface AccountPlan {
  basics: Record<string, unknown> | null;
  relations: { owner: Owner | null; people: Person[] };
  health: HealthCheck | null;
}
