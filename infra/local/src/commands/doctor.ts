import type { Command } from 'commander';
import { exitCodes } from '../failure.ts';
import { paint, print, printJson } from '../output.ts';
import { examine, type Finding } from '../doctor.ts';

const marks = { ok: ['green', 'ok     '], note: ['yellow', 'note   '], missing: ['red', 'missing'] } as const;

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('says what this machine lacks, and how to get it; exit code 5 where something needed is missing')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => {
      const findings = await examine();
      if (options.json === true) printJson(findings);
      else findings.forEach(show);
      if (findings.some(finding => finding.state === 'missing')) process.exitCode = exitCodes.unavailable;
    });
}

function show({ name, state, detail, remedy }: Finding): void {
  const [style, mark] = marks[state];
  print(`${paint(style, mark)}  ${name.padEnd(12)} ${detail}`);
  if (remedy !== undefined) print(`${' '.repeat(22)} ${paint('dim', remedy)}`);
}
