import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readMapping } from './mapping.ts';
import { placeOfEach } from './place.fixture.ts';
import { runImport } from './run.ts';

const place = placeOfEach();

/** Imports a file by one of the shipped mappings: what it has recorded, and the report of rejected rows. */
async function imported(name: string, contents: Buffer | string) {
  const file = join(place().dir, `${name}.csv`);
  await writeFile(file, contents);
  const mapping = await readMapping(new URL(`../../mappings/${name}.json`, import.meta.url).pathname);
  const { encoding = 'utf8', delimiter = ',' } = mapping.csv ?? {};
  const to = { gateway: place().services.address, token: 'token' };
  const summary = await runImport({
    file,
    mapping,
    format: { encoding, delimiter },
    dir: place().dir,
    to,
    restart: false,
  });
  const rejected = summary.report === null ? '' : await readFile(summary.report, 'utf8');
  return { summary, records: [...place().services.records.values()], rejected };
}

/** The worked examples of docs/guides/import-files.md. */
describe('a mapping', () => {
  it('makes contacts of the call log of a telephone system', async () => {
    const { records, rejected } = await imported(
      'calls',
      Buffer.from(
        [
          'Kundennummer;Beginn;Ende;Richtung;Anliegen;Ergebnis;Platz;Wartezeit;Rufnummer',
          '4711;02.03.2026 09:15:00;02.03.2026 09:21:30;ein;Störung;gelöst;p7;42;+49301234',
          '4712;31.03.2026 18:00:00;;aus;Nachfrage;;;;+49305678',
          '4713;31.02.2026 18:00:00;;ein;Auskunft;;;;',
          '',
        ].join('\n'),
        'latin1',
      ),
    );
    expect(records).toMatchObject([
      {
        occurredAt: '2026-03-02T08:15:00.000Z',
        endedAt: '2026-03-02T08:21:30.000Z',
        channel: 'phone',
        direction: 'inbound',
        type: 'support',
        outcome: 'solved',
        agentId: 'p7',
        waitedSeconds: 42,
      },
      { occurredAt: '2026-03-31T16:00:00.000Z', direction: 'outbound', type: 'enquiry' },
    ]);
    expect(rejected).toContain('4713');
    expect(JSON.stringify(records)).not.toContain('+49');
  });
  it('makes purchases of the CDNOW sample', async () => {
    const { records } = await imported('cdnow', 'masterid,sampleid,date,cds,sales\n4,1,19970101,2,29.33\n');
    expect(records).toMatchObject([
      { channel: 'web', amount: { minor: 2933, currency: 'USD' }, lines: [{ product: 'cd', quantity: 2 }] },
    ]);
  });
});
