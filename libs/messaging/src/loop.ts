import { setTimeout as sleep } from 'node:timers/promises';

export interface LoopOptions {
  readonly min: number;
  readonly max: number;
  /** The least time from the end of a step to the next, so that under load a step finds more to do at once. Default 0. */
  readonly rest?: number;
  readonly onError: (error: unknown) => void;
}

/**
 * Runs `step` again and again until stopped: soon while it says that there was work, else after a pause that grows from
 * `min` to `max` milliseconds and ends early on `wake`. An error is told and followed by the longest pause.
 */
export class Loop {
  private stopping = false;
  private waking: (() => void) | undefined;
  private woken = false;
  private running: Promise<void> = Promise.resolve();
  private readonly step: () => Promise<boolean>;
  private readonly options: LoopOptions;

  constructor(options: LoopOptions, step: () => Promise<boolean>) {
    this.options = options;
    this.step = step;
  }

  start(): void {
    this.stopping = false;
    this.running = this.run();
  }

  wake(): void {
    this.woken = true;
    this.waking?.();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    const { min, max, rest = 0, onError } = this.options;
    let pause = min;
    while (!this.stopping) {
      this.woken = false;
      try {
        pause = (await this.step()) ? 0 : Math.min(max, Math.max(min, pause * 2));
      } catch (error) {
        onError(error);
        pause = max;
      }
      if (rest > 0) await sleep(rest);
      if (pause > 0 && !this.woken) await this.sleep(pause);
      if (this.woken) pause = min;
    }
  }

  private sleep(ms: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(done, ms);
      this.waking = done;
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
    });
  }
}
