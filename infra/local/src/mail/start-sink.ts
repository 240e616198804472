import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

/** As many mails are kept as one may want to look at; the oldest go first. */
const KEPT = 500;

/** A mail server that delivers nothing: each mail lies in the folder, as a file that every mail program opens. */
export async function startSink(port: number, dir: string): Promise<SMTPServer> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  let number = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, answer) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        number += 1;
        const name = `${Date.now()}-${String(number).padStart(5, '0')}.eml`;
        writeFile(join(dir, name), Buffer.concat(parts), { mode: 0o600 })
          .then(() => (number % 50 === 0 ? tidy(dir) : undefined))
          .then(() => answer(), answer);
      });
    },
  });
  server.on('error', error => process.stderr.write(`${error.message}\n`));
  await new Promise<void>(settle => void server.listen(port, '127.0.0.1', () => settle()));
  return server;
}

/** Newest first. */
export async function mailsIn(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch((): string[] => []);
  return names
    .filter(name => name.endsWith('.eml'))
    .sort()
    .reverse();
}

async function tidy(dir: string): Promise<void> {
  for (const name of (await mailsIn(dir)).slice(KEPT)) await rm(join(dir, name), { force: true });
}
