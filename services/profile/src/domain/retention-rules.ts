import type { ErasureEvent } from '@rapport/contracts';
import type { Decider } from '@rapport/decider';

type Told = ErasureEvent<'RetentionRulesTold'>;

export interface TellRetentionRules {
  readonly type: 'TellRetentionRules';
  /** Of the catalogue of attributes. */
  readonly version: number;
  readonly rules: Told['data']['rules'];
}

/** The version that was told last. */
export type ToldRules = number;

/** By which rules the services remove what is personal for its age, one stream: each version is told once, and none after a later one. */
export const retentionRules: Decider<ToldRules, TellRetentionRules, Told> = {
  kind: 'retention',
  stateVersion: 1,
  initial: 0,
  decide: ({ version, rules }, told) =>
    version <= told ? { events: [] } : { events: [{ type: 'RetentionRulesTold', data: { version, rules } }] },
  evolve: (_told, { data }) => data.version,
};
