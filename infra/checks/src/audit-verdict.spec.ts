import { describe, expect, it } from '@jest/globals';
import { auditVerdict } from './audit-verdict.ts';

describe('an audit', () => {
  it('fails by a high or critical advisory, and names the package', () => {
    const report = { vulnerabilities: { left: { severity: 'critical', range: '<2' }, right: { severity: 'low' } } };
    expect(auditVerdict(JSON.stringify(report), '')).toEqual({ outcome: 'failed', lines: ['left <2: critical'] });
  });

  it('passes where there is none', () => {
    expect(auditVerdict('{"vulnerabilities":{}}', '').outcome).toBe('passed');
  });

  it.each([
    ['a registry without audits', '{"message":"405 Method Not Allowed","error":{"summary":"","detail":""}}', ''],
    ['no network', '', 'npm error network request failed'],
    ['no npm', '', 'spawn npm ENOENT'],
  ])('is skipped with the reason by %s', (_case, stdout, stderr) => {
    const { outcome, lines } = auditVerdict(stdout, stderr);
    expect(outcome).toBe('skipped');
    expect(lines[0]).toMatch(/405|network|ENOENT/);
  });
});
