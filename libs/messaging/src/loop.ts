/**
 * Runs `step` again and again until stopped: at once while it says that there was work, else after a pause that grows
 * from `min` to `max` milliseconds and ends early on `wake`. An error is told and followed by the longest pause.
 */
export class Loop {
  private stopping = false;
  private waking: (() => void) | undefined;
  private woken = false;
  private running: Promise<void> = Promise.resolve();
  private readonly step: () => Promise<boolean>;
  private readonly options: { readonly min: number; readonly max: number; readonly onError: (error: unknown) => void };

  constructor(
    options: { readonly min: number; readonly max: number; readonly onError: (error: unknown) => void },
    step: () => Promise<boolean>,
  ) {
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
    const { min, max, onError } = this.options;
    let pause = min;
    while (!this.stopping) {
      this.woken = false;
      try {
        pause = (await this.step()) ? 0 : Math.min(max, Math.max(min, pause * 2));
      } catch (error) {
        onError(error);
        pause = max;
      }
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
