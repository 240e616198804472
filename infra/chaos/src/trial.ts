import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '@rapport/simulator';
import type { Looks } from './databases.ts';
import type { Ground } from './ground.ts';
import type { Proxies, System } from './system.ts';
import type { Service, Services } from './services.ts';
import type { Ends } from './topics.ts';

export const AIMS = ['relay', 'projection', 'policy', 'command'] as const;
/** `all`: what it strikes carries all four. */
export type Aim = (typeof AIMS)[number] | 'all';

/** The service whose relay, projection, policy or commands a fault is aimed at. */
export const SERVICE_OF: Readonly<Record<Aim, Service>> = {
  relay: 'interactions',
  projection: 'analytics',
  policy: 'loyalty',
  command: 'complaints',
  all: 'interactions',
};

/** What a fault has to work with, in one run under load. */
export interface Trial {
  readonly aim: Aim;
  readonly service: Service;
  readonly ground: Ground;
  readonly services: Services;
  readonly looks: Looks;
  readonly proxies: Proxies;
  readonly random: Random;
  readonly customers: readonly string[];
  readonly brokers: readonly string[];
  /** Where the topics ended before the load. */
  readonly started: Ends;
  readonly publish: System['publish'];
  readonly signal: AbortSignal;
  /** For what is worth knowing in the table. */
  readonly note: (text: string) => void;
}

export interface Fault {
  readonly name: string;
  readonly what: string;
  readonly aims: readonly Aim[];
  /** Seconds within which everything flows again, counted from when `strike` says. */
  readonly bound: number;
  /** Default 'single'. */
  readonly ground?: 'single' | 'cluster' | 'disk';
  /** How many processes of the service there are; default 1. */
  readonly replicas?: number;
  /** More environment for the service aimed at, which is then started anew. */
  readonly environment?: (trial: Trial) => Record<string, string>;
  /** Does it and heals it, while the load runs. Answers when the bound begins to count; default: when it returns. */
  readonly strike: (trial: Trial) => Promise<number | void>;
  /** When the load has ended and all is quiet: what has to be put right by hand. */
  readonly afterwards?: (trial: Trial) => Promise<void>;
  /** Why it can't be done on this machine, or nothing. */
  readonly impossible?: () => string | undefined;
  /** What the readers may have parked at the end, beside nothing. */
  readonly mayPark?: boolean;
  /** Whether the readers of the service aimed at have to go back, since their database did. */
  readonly readsAgain?: boolean;
}

/** Waits until something holds. Throws with these words where it doesn't. */
export async function until(what: string, check: () => Promise<boolean> | boolean, patienceMs = 20_000): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(50)) {
    if (await attempt(check)) return;
  }
  throw new Error(`after ${patienceMs / 1000} s still not so: ${what}`);
}

async function attempt(check: () => Promise<boolean> | boolean): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}
