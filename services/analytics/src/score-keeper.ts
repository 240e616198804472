import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { createPool, LeasedLoop, type Messaging } from '@rapport/messaging';
import { LOGGER, MESSAGING, type Logger } from '@rapport/service-kit';
import { runScore } from './run-score.ts';
import { scores } from './scores.ts';

export const SCORES_DATABASE = Symbol('scores-database');

const WORK_MS = 600_000;

/** Works scores out when they are due or asked for, and tells those that moved: each in one process at a time. */
@Injectable()
export class ScoreKeeper implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #loops: readonly LeasedLoop[];
  readonly #long: ReturnType<typeof createPool>;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(LOGGER) log: Logger,
    @Inject(SCORES_DATABASE) database: string,
  ) {
    const lost = (error: Error) => log.warn({ err: error }, 'a connection for scores was lost');
    this.#long = createPool(database, scores.length, lost, {
      statement_timeout: WORK_MS,
      query_timeout: WORK_MS,
    });
    this.#loops = scores.map(score => {
      const onError = (error: unknown) =>
        log.warn({ err: error, score: score.name }, 'a score could not be told and will be tried again');
      return new LeasedLoop(messaging.pool, `score-${score.name}`, { min: 50, max: 5000, onError }, () =>
        runScore(score, messaging, this.#long, new Date()),
      );
    });
  }

  onApplicationBootstrap(): void {
    for (const loop of this.#loops) loop.start();
  }

  /** Of all the hooks of stopping the first: messaging, and the connections with it, are still there. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.#loops.map(loop => loop.stop()));
    await this.#long.end();
  }
}
