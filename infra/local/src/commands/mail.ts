import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import PostalMime from 'postal-mime';
import { mailsIn } from '../mail/start-sink.ts';
import { print, printJson, say, tableOf } from '../output.ts';
import { placesOf } from '../paths.ts';
import { wholeNumber } from './logs.ts';

export function addMail(program: Command): void {
  program
    .command('mail')
    .description('what was sent to customers: the stack keeps it instead of delivering it')
    .option('-n, --lines <n>', 'how many, the newest first', wholeNumber, 20)
    .option('--json', 'with their words, as JSON')
    .action(async ({ lines, json }: { lines: number; json?: boolean }) => {
      const { mail } = placesOf();
      const names = await mailsIn(mail);
      const mails = await Promise.all(names.slice(0, lines).map(name => read(join(mail, name))));
      if (json === true) return printJson(mails);
      for (const line of tableOf(
        ['sent', 'to', 'subject', 'file'],
        mails.map(({ sent, to, subject, file }) => [sent, to, subject, file]),
      ))
        print(line);
      if (names.length > mails.length) say(`and ${names.length - mails.length} more in ${mail}`);
    });
}

async function read(path: string) {
  const { date, to = [], subject, text } = await PostalMime.parse(await readFile(path));
  return {
    sent: date ?? null,
    to: to.map(({ address }) => address).join(', '),
    subject: subject ?? '',
    text: text ?? '',
    file: relative(process.cwd(), path),
  };
}
