import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import type pg from 'pg';
import { codeOf, exitCodes, Failure, messageOf } from '../failure.ts';
import { print, printJson, say, tableOf } from '../output.ts';
import { defaultDir } from '../paths.ts';
import { withClient } from '../postgres/databases.ts';
import { attach } from '../stack/programmatic.ts';
import { findTool } from '../tools.ts';

interface SqlOptions {
  command?: string;
  json?: boolean;
}

export function addSql(program: Command): void {
  program
    .command('sql')
    .description('SQL on rapport_analytics as the analyst, who may read the commented views and change nothing')
    .option('-c, --command <query>', 'run this and end; without it psql opens, or standard input is read')
    .option('--json', 'the rows as JSON')
    .action(async (options: SqlOptions) => {
      const { databases } = await attach(defaultDir);
      const psql = findTool('psql');
      const statement = options.command ?? (process.stdin.isTTY ? undefined : await standardInput());
      if (options.json === true && statement === undefined) throw new Failure('--json needs -c QUERY', exitCodes.usage);
      if (psql !== undefined && options.json !== true) await runPsql(psql, databases.analyst, statement);
      else if (statement !== undefined)
        await withAnalyst(databases.analyst, client => runOne(client, statement, options));
      else await withAnalyst(databases.analyst, converse);
    });
}

async function withAnalyst(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  try {
    await withClient(url, work);
  } catch (error) {
    if (codeOf(error) !== 'ECONNREFUSED') throw error;
    throw new Failure('PostgreSQL does not answer', exitCodes.unavailable, './rapport up starts it');
  }
}

async function standardInput(): Promise<string> {
  process.stdin.setEncoding('utf8');
  const chunks: string[] = [];
  for await (const chunk of process.stdin) chunks.push(String(chunk));
  return chunks.join('');
}

/** psql gets its password by the environment, so that no list of processes shows it. */
function runPsql(psql: string, address: string, statement: string | undefined): Promise<void> {
  const url = new URL(address);
  const password = decodeURIComponent(url.password);
  url.password = '';
  const args = ['-X', '-v', 'ON_ERROR_STOP=1', ...(statement === undefined ? [] : ['-c', statement]), url.href];
  const child = spawn(psql, args, { stdio: 'inherit', env: { ...process.env, PGPASSWORD: password } });
  // Ctrl-C is for psql, which ends a query by it and not itself.
  process.on('SIGINT', () => undefined);
  return new Promise((settle, refuse) => {
    child.once('error', refuse);
    child.once('close', code => {
      process.exitCode = code === 2 ? exitCodes.unavailable : code === 0 ? exitCodes.ok : exitCodes.failed;
      settle();
    });
  });
}

async function runOne(client: pg.Client, statement: string, { json }: SqlOptions): Promise<void> {
  const answer = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
  // Several statements in one query give an array of results, of which the types of pg know nothing.
  const tables = [answer].flat().map(({ fields, rows }) => ({ columns: fields.map(field => field.name), rows }));
  if (json === true) {
    const objects = tables.map(({ columns, rows }) => rows.map(row => objectOf(columns, row)));
    printJson(objects.length === 1 ? objects[0] : objects);
  } else for (const { columns, rows } of tables) for (const line of tableOf(columns, rows)) print(line);
}

const objectOf = (columns: readonly string[], row: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(columns.map((column, index) => [column, row[index]]));

/** The plain conversation where there is no psql: statements end with a semicolon, Ctrl-D ends. */
async function converse(client: pg.Client): Promise<void> {
  say('no psql here: a plain prompt; end a statement with ; and the conversation with Ctrl-D');
  const dialogue = createInterface({ input: process.stdin, output: process.stderr, prompt: 'analytics=> ' });
  let statement = '';
  dialogue.prompt();
  for await (const line of dialogue) {
    statement += `${line}\n`;
    if (line.trimEnd().endsWith(';')) {
      await runOne(client, statement, {}).catch((error: unknown) => say(messageOf(error)));
      statement = '';
    }
    dialogue.prompt();
  }
}
