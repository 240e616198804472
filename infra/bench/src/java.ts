import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '@rapport/local';
import type { PeerJars } from './peer-jars.ts';

const HEAP = ['-Xms512m', '-Xmx1g'];
const LOG4J = `-Dlog4j2.configurationFile=${join(repositoryRoot, 'infra/local/log4j2.properties')}`;

export interface JavaProgram {
  /** What it has printed, once it has ended by itself. Throws with its last words where it failed. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export function runJava({ java, classpath }: PeerJars, args: readonly string[]): JavaProgram {
  const child = spawn(java, [...HEAP, LOG4J, '-cp', classpath, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const printed: string[] = [];
  const words: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    printed.push(chunk.toString());
    words.push(chunk.toString());
  });
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk.toString()));
  let stopped = false;
  const ended = new Promise<string>((settle, refuse) => {
    child.once('error', refuse);
    child.once('close', code => {
      process.removeListener('exit', kill);
      if (code === 0 || stopped) settle(printed.join(''));
      else refuse(new Error(`${args[0]} ended with ${code}:\n${words.join('').slice(-2000)}`));
    });
  });
  // Whoever waits for something else meanwhile hears of the failure when it asks.
  ended.catch(() => undefined);
  return {
    ended,
    async stop() {
      stopped = true;
      child.kill('SIGTERM');
      const late = setTimeout(kill, 5_000);
      await ended.catch(() => undefined);
      clearTimeout(late);
    },
  };
}
