import { fileURLToPath } from 'node:url';
import { repositoryRoot } from '../paths.ts';
import { launch, type Program } from '../processes.ts';
import { ensureProcess, reportReady } from '../stack/ensure-process.ts';
import type { Run } from '../stack/up.ts';
import { isFree } from '../ports.ts';
import { untilReady } from '../wait.ts';

const sink = fileURLToPath(new URL('./sink.ts', import.meta.url));

/** Where the stack wants it, a mail server of its own; answers how services reach it. One that SMTP_URL names is used instead. */
export async function bringMail(run: Run): Promise<Record<string, string>> {
  const { places, signal, mail = false } = run.options;
  if (!mail || process.env['SMTP_URL'] !== undefined) return {};
  const port = run.settings.ports.mail;
  const program: Program = {
    name: 'mail',
    command: process.execPath,
    args: [sink, String(port), places.mail],
    port,
    cwd: repositoryRoot,
    fingerprint: `1 ${port}`,
  };
  const began = Date.now();
  const { entry, fresh } = await ensureProcess(run, 'mail', program.fingerprint, () => launch(places, program));
  await untilReady({ places, process: entry, ready: async () => !(await isFree(port)), patienceMs: 20_000, signal });
  reportReady(run, 'mail', port, fresh, began);
  return { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'Rapport <service@example.org>' };
}
