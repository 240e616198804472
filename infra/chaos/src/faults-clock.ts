import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { placesOf } from '@rapport/local';
import { ROOT } from './ground.ts';
import { AIMS, type Fault } from './trial.ts';

const LIBRARIES = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/usr/local/lib',
];
const library = LIBRARIES.map(folder => join(folder, 'faketime/libfaketime.so.1')).find(existsSync);
const clock = join(placesOf(ROOT).dir, 'clock');

/** Seconds that the clock of the service is off, step by step. */
const JUMPS = [2_700, -1_800, 0];

const clockJump: Fault = {
  name: 'clock-jump',
  what: 'the clock of the service 45 minutes ahead, then 30 behind, then right again, by libfaketime',
  aims: AIMS,
  bound: 30,
  impossible: () => (library === undefined ? 'libfaketime is not installed (apt install libfaketime)' : undefined),
  environment() {
    writeFileSync(clock, '+0');
    return {
      LD_PRELOAD: library ?? '',
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  },
  async strike({ signal }) {
    for (const seconds of JUMPS) {
      writeFileSync(clock, `${seconds < 0 ? '' : '+'}${seconds}`);
      await sleep(4_000, undefined, { signal });
    }
  },
};

export const clockFaults: readonly Fault[] = [clockJump];
