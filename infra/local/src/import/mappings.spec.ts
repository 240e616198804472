import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sourceId } from '@rapport/messaging';
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

  it('makes orders of known people, found by e-mail address and telephone number', async () => {
    const { summary, records, rejected } = await imported(
      'orders',
      'order_no,ordered,email,phone,product,total,promised\n' +
        'A-1001,2026-03-02 10:15,eva@example.com,030 123456,chair,149.90,2026-03-09 18:00\n' +
        'A-1001,2026-03-02 10:15,eva@example.com,030 123456,chair,149.90,2026-03-09 18:00\n' +
        'A-1002,2026-03-02 11:00,,,lamp,20.00,\n',
    );
    expect(summary).toMatchObject({ new: 1, alreadyThere: 1, rejected: 1 });
    expect(records).toMatchObject([
      {
        sourceId: 'A-1001',
        occurredAt: '2026-03-02T09:15:00.000Z',
        promisedAt: '2026-03-09T17:00:00.000Z',
        amount: { minor: 14_990, currency: 'EUR' },
        lines: [{ product: 'chair', quantity: 1 }],
      },
    ]);
    expect(place().services.sightings).toMatchObject([
      {
        imported: true,
        identifiers: [
          { type: 'email', value: 'eva@example.com', verified: true },
          { type: 'phone', value: '030 123456', verified: false },
        ],
      },
    ]);
    expect(rejected).toContain('it shows nothing that its customer is known by');
  });
  it('makes deliveries of these orders', async () => {
    const { records } = await imported(
      'deliveries',
      'consignment,order_no,email,place,due,arrived,pieces,damage\n' +
        'C-9,A-1001,eva@example.com,berlin,2026-03-09 18:00,2026-03-10 08:30,2,yes\n',
    );
    const [delivery = {}] = records;
    expect(delivery).toMatchObject({
      orderId: sourceId('shop-orders', 'A-1001'),
      deliveredAt: '2026-03-10T07:30:00.000Z',
      promisedAt: '2026-03-09T17:00:00.000Z',
      place: 'berlin',
      ...{ quantity: 2, damaged: true, complete: true, documentsRight: true },
    });
    expect(delivery).not.toHaveProperty('occurredAt');
  });
  it('makes refunds of purchases, which know their customer', async () => {
    const { records } = await imported(
      'refunds',
      'refund_no,receipt,given_back,amount,why\nG-3,R-77,2026-03-12,20.00,broken\n',
    );
    const [refund = {}] = records;
    expect(refund).toMatchObject({
      purchaseId: sourceId('shop-purchases', 'R-77'),
      amount: { minor: 2_000, currency: 'EUR' },
      reason: 'damaged',
      occurredAt: '2026-03-12T11:00:00.000Z',
    });
    expect(refund).not.toHaveProperty('customerId');
    expect(place().services.sightings).toEqual([]);
  });
});
