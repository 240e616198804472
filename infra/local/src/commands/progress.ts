import { spanOf } from '../output.ts';

export interface ProgressLine {
  show(progress: { done: number; total: number; perSecond: number; eta: number | null }): void;
  /** Leaves the line and its last state behind. */
  end(): void;
}

const PLAIN_EVERY_MS = 5_000;

/** A bar on standard error, where that is a terminal; otherwise a plain line every five seconds. */
export function progressLine(label: string, stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  let drawn = false;
  const figures = ({ done, total, perSecond, eta }: Parameters<ProgressLine['show']>[0]): string => {
    const left = eta === null ? '' : `, ${spanOf(Math.ceil(eta))} left`;
    return `${done}/${total}, ${Math.round(perSecond)}/s${left}`;
  };
  if (!stream.isTTY) {
    let toldAt = Date.now();
    return {
      show: progress => {
        if (Date.now() - toldAt < PLAIN_EVERY_MS) return;
        toldAt = Date.now();
        stream.write(`${label} ${figures(progress)}\n`);
      },
      end: () => undefined,
    };
  }
  return {
    show: progress => {
      drawn = true;
      stream.write(`\r\u001b[K${label} ${barOf(progress.done, progress.total)} ${figures(progress)}`);
    },
    end: () => {
      if (drawn) stream.write('\n');
    },
  };
}

export function barOf(done: number, total: number, width = 30): string {
  const filled = total === 0 ? width : Math.min(width, Math.floor((done / total) * width));
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
}
