const STUCK_MS = 20_000;
const SURE_MS = 2_000;

/**
 * When to look whether a client that brings nothing has nothing to bring. One look is not enough to replace it: what it finds
 * waiting may have come a moment ago, and be on its way.
 */
export class Watchdog {
  private lookAt = Date.now() + STUCK_MS;
  private doubted = false;

  progressed(): void {
    this.doubted = false;
    this.lookAt = Date.now() + STUCK_MS;
  }

  due(): boolean {
    return Date.now() >= this.lookAt;
  }

  /** Takes what a look found, and answers whether the client is to be replaced. */
  looked(waiting: boolean): boolean {
    const sure = waiting && this.doubted;
    this.doubted = waiting && !sure;
    this.lookAt = Date.now() + (this.doubted ? SURE_MS : STUCK_MS);
    return sure;
  }
}
