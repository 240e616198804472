import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { accessSync, constants } from 'node:fs';
import { exitCodes, Failure, interrupted, messageOf } from './failure.ts';

export interface ToolOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
  user?: { uid: number; gid: number } | undefined;
}

/** Runs a program to its end and returns what it printed. Throws a Failure with its last words where it fails. */
export function runTool(command: string, args: readonly string[], options: ToolOptions = {}): Promise<string> {
  return new Promise((settle, refuse) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? process.cwd(),
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options.user,
    });
    const out: string[] = [];
    const words: string[] = [];
    const abort = (): void => void child.kill('SIGTERM');
    options.signal?.addEventListener('abort', abort, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      out.push(chunk.toString());
      words.push(chunk.toString());
    });
    child.stderr.on('data', (chunk: Buffer) => words.push(chunk.toString()));
    child.once('error', error => refuse(new Failure(`${command}: ${messageOf(error)}`, exitCodes.unavailable)));
    child.once('close', code => {
      options.signal?.removeEventListener('abort', abort);
      if (options.signal?.aborted === true) refuse(interrupted());
      else if (code === 0) settle(out.join(''));
      else refuse(new Failure(`${command} ${args[0] ?? ''} failed:\n${lastLines(words.join(''), 25)}`));
    });
  });
}

const lastLines = (text: string, count: number): string => text.trimEnd().split('\n').slice(-count).join('\n');

/** The path of a program, if the machine has it. */
export function findTool(name: string, path: string = process.env['PATH'] ?? ''): string | undefined {
  return path
    .split(delimiter)
    .filter(folder => folder !== '')
    .map(folder => join(folder, name))
    .find(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
