import { expect, it } from '@jest/globals';
import { retentionRules } from './retention-rules.ts';

it('tells each version of the rules once, and none that was overtaken', () => {
  const rules = [{ service: 'interactions' as const, kind: 'interaction', field: 'notes', months: 36 }];
  const tell = (version: number, told: number) =>
    retentionRules.decide({ type: 'TellRetentionRules', version, rules }, told).events;
  const [event] = tell(2, 1);
  expect(event).toEqual({ type: 'RetentionRulesTold', data: { version: 2, rules } });
  expect(event && retentionRules.evolve(1, event)).toBe(2);
  expect([tell(2, 2), tell(1, 2)]).toEqual([[], []]);
});
