export interface AuditVerdict {
  readonly outcome: 'passed' | 'skipped' | 'failed';
  readonly lines: readonly string[];
}

interface Report {
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity?: string; readonly range?: string }>>;
  readonly message?: string;
  readonly error?: { readonly summary?: string; readonly detail?: string; readonly code?: string };
}

const SEVERE = new Set(['high', 'critical']);

/** What an audit's JSON says: a registry that does not offer audits is no fault of ours, and is told. */
export function auditVerdict(stdout: string, stderr: string): AuditVerdict {
  const report = read(stdout);
  if (report?.vulnerabilities === undefined) {
    const why =
      report?.error?.summary || report?.message || firstLine(stderr) || firstLine(stdout) || 'it said nothing';
    return { outcome: 'skipped', lines: [`skipped: the registry answers no audit (${why})`] };
  }
  const severe = Object.entries(report.vulnerabilities).filter(([, { severity = '' }]) => SEVERE.has(severity));
  const lines = severe.map(([name, { severity, range = '' }]) => `${name} ${range}: ${severity}`);
  if (severe.length > 0) return { outcome: 'failed', lines };
  return { outcome: 'passed', lines: ['no high or critical advisory on a production package'] };
}

function read(text: string): Report | undefined {
  try {
    return JSON.parse(text) as Report;
  } catch {
    return undefined;
  }
}

const firstLine = (text: string): string => {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  return (lines.find(line => /error/i.test(line)) ?? lines[0] ?? '').trim();
};
