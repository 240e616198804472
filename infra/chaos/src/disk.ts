import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { placesOf } from '@rapport/local';
import { ROOT, singleGround, type Ground, type GroundOptions } from './ground.ts';

const SIZE_MB = 900;
const folder = placesOf(join(ROOT, 'disk')).dir;
const ballast = join(folder, 'ballast');

/** Why no small disk can be had here, or nothing: mounting one takes root on Linux. */
export function noSmallDisk(): string | undefined {
  if (process.platform !== 'linux') return 'a small disk (tmpfs) is mounted on Linux only';
  return process.getuid?.() === 0 ? undefined : 'mounting a small disk (tmpfs) needs root';
}

/** The single ground with all its data on a disk of 900 MB, in memory. */
export async function diskGround(options: GroundOptions): Promise<Ground> {
  mkdirSync(folder, { recursive: true });
  unmount();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m,mode=0755`, 'rapport-chaos', folder]);
  try {
    const ground = await singleGround(options, 'disk');
    return {
      ...ground,
      async stop() {
        freeDisk();
        await ground.stop();
        unmount();
      },
    };
  } catch (error) {
    unmount();
    throw error;
  }
}

/** Takes up what is left of the disk but for some kilobytes. */
export function fillDisk(leaveKb: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize - leaveKb * 1024;
  const piece = Buffer.alloc(1024 * 1024);
  for (let written = 0; written < free;) {
    const size = Math.min(piece.length, free - written);
    // Whoever else writes meanwhile may be faster.
    if (!append(piece.subarray(0, size))) return;
    written += size;
  }
}

function append(bytes: Buffer): boolean {
  try {
    writeFileSync(ballast, bytes, { flag: 'a' });
    return true;
  } catch {
    return false;
  }
}

export const freeDisk = (): void => rmSync(ballast, { force: true });

function unmount(): void {
  try {
    execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
  } catch {
    // It was not mounted.
    return;
  }
}
