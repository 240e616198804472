import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { codeOf } from '../failure.ts';
import type { Places } from '../paths.ts';
import type { ServiceName } from '../ports.ts';

const line = Compile(Type.Object({ level: Type.Enum(['error', 'fatal']) }));

/** A service's log from a moment on. */
export interface LogPart {
  file: string;
  from: number;
}

export async function logOf({ logs }: Pick<Places, 'logs'>, service: ServiceName): Promise<LogPart> {
  const file = join(logs, `${service}.log`);
  const size = await stat(file).then(
    ({ size: bytes }) => bytes,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return 0;
      throw error;
    },
  );
  return { file, from: size };
}

/** The lines of level error or fatal that have come since. */
export async function errorsIn({ file, from }: LogPart): Promise<string[]> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const { buffer } = await handle.read(Buffer.alloc(Math.max(0, size - from)), { position: from });
    return buffer.toString('utf8').split('\n').filter(isError);
  } finally {
    await handle.close();
  }
}

function isError(text: string): boolean {
  if (!text.startsWith('{')) return false;
  try {
    return line.Check(JSON.parse(text));
  } catch {
    return false;
  }
}
