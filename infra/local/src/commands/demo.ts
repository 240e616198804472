import type { Command } from 'commander';
import { exitCodes, Failure, messageOf } from '../failure.ts';
import { interruptSignal } from '../interrupt.ts';
import { print, printJson, say } from '../output.ts';
import { placesOf } from '../paths.ts';
import { bringUp } from '../stack/up.ts';
import { addSimulation, type SimulationFlags } from './simulation-flags.ts';
import { runSimulation, sentBefore, type SimulationOutcome } from './simulation.ts';
import type { Connections } from '../stack/connections.ts';

export function addDemo(program: Command): void {
  addSimulation(
    program
      .command('demo')
      .description('everything at once: starts the stack, fills it with simulated customers, and tells what to try'),
  )
    .option('--json', 'what to open and what was simulated, as JSON')
    .action(async (flags: SimulationFlags & { json?: boolean }) => {
      const signal = interruptSignal();
      const { connections, failures } = await bringUp({ places: placesOf(), say, signal, mail: true });
      for (const failure of failures) say(`\n${messageOf(failure)}`);
      if (failures.length > 0) throw new Failure(`${failures.length} services did not start`, exitCodes.unavailable);
      const before = await sentBefore(flags);
      if (before) say('the simulated customers are there already; ./rapport simulate would send them once more');
      else say(`the console is open at ${connections.services.gateway} while the simulation runs`);
      const outcome = before ?? (await runSimulation(connections, flags, signal));
      if (flags.json === true) printJson({ console: connections.services.gateway, ...outcome });
      else print(whatToTry(connections, outcome));
      if (outcome.rejected > 0) process.exitCode = exitCodes.failed;
    });
}

export function whatToTry({ services, brokers }: Connections, { lookAt }: Pick<SimulationOutcome, 'lookAt'>): string {
  const console = services.gateway;
  const lines: [string, string][] = [
    ['The console', console],
    ...(lookAt.customerId === null ? [] : [row('A customer', `${console}/customers/${lookAt.customerId}`)]),
    ...(lookAt.complaintId === null
      ? []
      : [row('A complaint in trouble', `${console}/complaints/${lookAt.complaintId}`)]),
    ['The API', `${console}/api/docs`],
    ['SQL, as an analyst', './rapport sql -c "select * from satisfaction_now limit 10"'],
    ['Events as they come', './rapport events --follow'],
    ...(lookAt.customerId === null
      ? []
      : [row('One customer’s events', `./rapport events --customer ${lookAt.customerId}`)]),
    ['Kafka', `${brokers.join(',')} · topics profile.events, interactions.events, complaints.events …`],
    ['Mails to customers', './rapport mail, or the files in .rapport/mail; nothing is delivered'],
    ['A token', './rapport token --role manager'],
    ['Stop it all', './rapport down'],
  ];
  const width = Math.max(...lines.map(([label]) => label.length));
  return ['', ...lines.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`), ''].join('\n');
}

const row = (label: string, text: string): [string, string] => [label, text];
