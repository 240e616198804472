import type { Command } from 'commander';
import { exitCodes, Failure } from '../failure.ts';
import { interruptSignal } from '../interrupt.ts';
import { messageOf } from '../failure.ts';
import { printJson, say } from '../output.ts';
import { placesOf } from '../paths.ts';
import { bringUp } from '../stack/up.ts';
import { statusOf } from '../stack/status.ts';
import { printStatus } from './status.ts';

export function addUp(program: Command): void {
  program
    .command('up')
    .description('start Kafka, PostgreSQL and the services; what runs already is left alone')
    .option('--no-build', 'start what was built last, without looking at the sources')
    .option('--json', 'the state of each part as JSON')
    .action(async (options: { build: boolean; json?: boolean }) => {
      const places = placesOf();
      const { failures } = await bringUp({ places, say, signal: interruptSignal(), build: options.build, mail: true });
      const parts = await statusOf(places);
      if (options.json === true) printJson(parts);
      else printStatus(parts);
      for (const failure of failures) say(`\n${messageOf(failure)}`);
      if (failures.length > 0) throw new Failure(`${failures.length} services are not ready`, exitCodes.unavailable);
    });
}
