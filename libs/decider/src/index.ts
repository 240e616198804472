export { DomainError } from './decider.ts';
export type { Claim, Decider, Decision, Json, PassTime } from './decider.ts';
export { specification } from './specification.ts';
