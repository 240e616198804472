import { exitCodes } from './failure.ts';

/**
 * From the first call on, Ctrl-C (and SIGTERM, SIGHUP) aborts the returned signal instead of ending the process, so that
 * the command can clean up; pressed again it ends the process at once.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, interrupt);
  return controller.signal;
}
