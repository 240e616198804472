import { spanOf } from '../output.ts';

export interface ProgressLine {
  show(progress: { done: number; total: number; perSecond: number; eta: number | null }): void;
  /** Leaves the line and its last state behind. */
  end(): void;
}

/** A bar on standard error, where that is a terminal; silence otherwise. */
export function progressLine(label: string, stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  if (!stream.isTTY) return { show: () => undefined, end: () => undefined };
  let drawn = false;
  return {
    show: ({ done, total, perSecond, eta }) => {
      drawn = true;
      const left = eta === null ? '' : `, ${spanOf(Math.ceil(eta))} left`;
      stream.write(`\r\u001b[K${label} ${barOf(done, total)} ${done}/${total}, ${Math.round(perSecond)}/s${left}`);
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
