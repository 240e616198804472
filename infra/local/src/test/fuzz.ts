import { spawn } from 'node:child_process';
import { copyFile, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { interrupted, messageOf } from '../failure.ts';
import { signToken } from '../issuer.ts';
import { say } from '../output.ts';
import { defaultDir, placesOf } from '../paths.ts';
import { serviceNames, type ServiceName } from '../ports.ts';
import type { Stack } from '../stack/programmatic.ts';
import { errorsIn, logOf } from './error-lines.ts';
import { fuzzCount } from './fuzz-report.ts';
import { makeKnown } from './known-ids.ts';
import { fuzzFiles, schemathesis } from './schemathesis.ts';
import { nothing, sumOf, type Count } from './total.ts';

const LONGEST_MS = 900_000;
const AT_ONCE = 2;

/** Why the step can't run here, or undefined: a clone must pass where there is no Python. */
export async function whyNoFuzz(signal: AbortSignal): Promise<string | undefined> {
  try {
    await schemathesis(signal);
    return undefined;
  } catch (error) {
    if (signal.aborted) throw error;
    return messageOf(error);
  }
}

/**
 * Every route of every service asked with good and bad input out of its own OpenAPI document, by somebody with all roles:
 * one operation is one test, and one more a service, that it logs no error. Service by service, since the gateway's merged
 * document has no way to their health, metrics and documents, and its own parser would stand before theirs.
 */
export async function fuzz(stack: Stack, signal: AbortSignal): Promise<Count> {
  const program = await schemathesis(signal);
  const [role, ...also] = ['service', 'specialist', 'supervisor', 'manager', 'analyst', 'administrator'] as const;
  const token = await signToken(stack.issuer, { role, also, name: 'fuzz' });
  const known = await makeKnown(stack, token);
  const waiting = [...serviceNames];
  const counts: Count[] = [];
  const lane = async (): Promise<void> => {
    for (let service = waiting.shift(); service !== undefined; service = waiting.shift()) {
      counts.push(await fuzzService(program, service, { stack, token, known: known[service], signal }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return sumOf(counts);
}

interface Asking {
  stack: Stack;
  token: string;
  known: readonly string[];
  signal: AbortSignal;
}

async function fuzzService(program: string, service: ServiceName, asking: Asking): Promise<Count> {
  const { stack, token, known, signal } = asking;
  const folder = join(defaultDir, 'fuzz', service);
  const report = join(folder, 'report.json');
  const words = join(folder, 'output.txt');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await copyFile(join(fuzzFiles, 'schemathesis.toml'), join(folder, 'schemathesis.toml'));
  await writeFile(join(folder, 'known-ids.txt'), known.map(id => `"${id}"\n`).join(''));
  const log = await logOf(placesOf(stack.dir), service);
  const address = `${stack.services[service]}/openapi.json`;
  const flags = ['--report', 'json', '--report-json-path', report, '--no-color'];
  const code = await run(program, ['run', address, ...flags], { folder, words, token, signal });
  const count = await fuzzCount(report, code);
  const logged = await errorsIn(log);
  say(`${service}: ${count.passed + count.failed} operations, ${count.requests} requests, ${count.failed} failed`);
  if (count.failed > 0) say(await readFile(words, 'utf8'));
  if (logged.length > 0) say(`${service} has logged errors:\n${logged.join('\n')}`);
  return sumOf([count, { ...nothing, [logged.length === 0 ? 'passed' : 'failed']: 1 }]);
}

async function run(
  program: string,
  args: readonly string[],
  { folder, words, token, signal }: { folder: string; words: string; token: string; signal: AbortSignal },
): Promise<number> {
  const file = await open(words, 'w');
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', file.fd, file.fd],
    env: { ...process.env, FUZZ_TOKEN: token },
    signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]),
  });
  try {
    return await new Promise((settle, refuse) => {
      child.once('error', error => (signal.aborted || error.name !== 'AbortError' ? refuse(error) : settle(1)));
      child.once('close', code => settle(code ?? 1));
    });
  } catch (error) {
    if (signal.aborted) throw interrupted();
    throw error;
  } finally {
    await file.close();
  }
}
