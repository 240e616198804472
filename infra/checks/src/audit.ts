import { spawnSync } from 'node:child_process';
import { repositoryRoot } from '@rapport/local';
import { auditVerdict } from './audit-verdict.ts';

const { stdout, stderr, error } = spawnSync('npm', ['audit', '--omit=dev', '--audit-level=high', '--json'], {
  cwd: repositoryRoot,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  timeout: 60_000,
});

const { outcome, lines } = auditVerdict(stdout ?? '', error ? error.message : stderr);
for (const line of lines) console.error(line);
if (outcome === 'failed') process.exitCode = 1;
