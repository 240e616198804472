import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

const alive = new Set<ChildProcess>();

export interface Script {
  readonly child: ChildProcess;
  /** What killed it, `done` where it said so last and ended well, or `exit <code>`. */
  readonly ended: Promise<string>;
}

/** Runs TypeScript of a spec as a process of its own, which finds its orders, as JSON, in its first argument. */
export function startScript(
  file: URL,
  orders: object,
  { flags = [], onLine }: { readonly flags?: readonly string[]; readonly onLine?: (line: string) => void } = {},
): Script {
  const child = spawn(
    process.execPath,
    ['--conditions=rapport-source', ...flags, file.pathname, JSON.stringify(orders)],
    { env: { ...process.env, NODE_OPTIONS: '' }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  alive.add(child);
  let last = '';
  createInterface({ input: child.stdout }).on('line', line => {
    last = line;
    onLine?.(line);
  });
  const ended = new Promise<string>(resolve =>
    child.on('close', (code, signal) => {
      alive.delete(child);
      resolve(signal ?? (last === 'done' && code === 0 ? 'done' : `exit ${code}`));
    }),
  );
  return { child, ended };
}

/** Leaves nothing running of what a spec has started, however it went. */
export function killScripts(): void {
  for (const child of alive) child.kill('SIGKILL');
}
