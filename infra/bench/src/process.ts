import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ServiceName } from '@rapport/contracts';
import { repositoryRoot, type Stack } from '@rapport/local';

export interface Running {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a built program and waits until it answers at `probe`. Its output goes to our standard error when it fails. */
export async function startProgram(
  file: string,
  port: number,
  env: Record<string, string>,
  probe: string,
): Promise<Running> {
  const child = spawn(process.execPath, [join(repositoryRoot, file)], {
    env: { ...process.env, ...env, PORT: String(port), NODE_ENV: 'production', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const gone = (): void => void child.kill('SIGKILL');
  process.once('exit', gone);
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`${url}${probe}`).catch(() => undefined);
    if (answer?.ok) break;
    if (tries > 900 || child.exitCode !== null) {
      child.kill('SIGKILL');
      throw new Error(`${file} did not become ready`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      process.removeListener('exit', gone);
      clearTimeout(late);
    },
  };
}

export interface Place {
  readonly url: string;
  readonly prefix: string;
}

/** Starts a service on this stack, with a database and topics of its own. */
export const startService = (
  stack: Stack,
  service: ServiceName,
  port: number,
  place: Place,
  probe: '/livez' | '/readyz',
): Promise<Running> => startProgram(`services/${service}/dist/main.js`, port, settingsOf(stack, place), probe);

/** The settings of a service on this stack. */
export const settingsOf = (stack: Stack, { url, prefix }: Place): Record<string, string> => ({
  DATABASE_URL: url,
  DATABASE_OWNER_URL: url,
  KAFKA_BROKERS: stack.brokers.join(','),
  TOPIC_PREFIX: prefix,
  AUTH_ISSUER: stack.issuer.name,
  AUTH_AUDIENCE: stack.issuer.audience,
  AUTH_JWKS: stack.issuer.jwks,
});
