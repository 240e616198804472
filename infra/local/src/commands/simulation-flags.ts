import type { Command } from 'commander';
import { wholeNumber } from './logs.ts';

export interface SimulationFlags {
  seed: string;
  customers: number;
  months: number;
  maxContacts: number;
  until?: string;
}

export const addSimulation = (command: Command): Command =>
  command
    .option('--seed <seed>', 'the same seed gives the same people', 'rapport')
    .option('--customers <n>', 'how many', wholeNumber, 2_000)
    .option('--months <n>', 'how long their history is', wholeNumber, 24)
    .option('--max-contacts <n>', 'how many contacts at most', wholeNumber, 60_000)
    .option('--until <date>', 'the simulated present (default: the day of the first run with this stack)');
