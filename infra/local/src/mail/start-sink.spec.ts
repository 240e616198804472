import { expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { mailsIn, startSink } from './start-sink.ts';

it('a mail that was sent lies in the folder, to be looked at', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'mail-'));
  const server = await startSink(0, dir);
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  for (const subject of ['One', 'Another']) {
    await transport.sendMail({ from: 'us@example.org', to: 'ana@example.org', subject, text: 'It is on its way.' });
  }
  transport.close();
  const [newest = '', ...others] = await mailsIn(dir);
  expect(others).toHaveLength(1);
  expect(await readFile(join(dir, newest), 'utf8')).toContain('Subject: Another');
  await new Promise<void>(settle => server.close(settle));
  await rm(dir, { recursive: true });
  expect(await mailsIn(dir)).toEqual([]);
});
