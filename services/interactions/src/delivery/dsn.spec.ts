import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readDsn } from './dsn.ts';

const id = '0190a3c5-0000-7000-8000-000000000040';
const hex = id.replaceAll('-', '');

const dsn = (
  fields: { to?: string; envelope?: string; action?: string; status?: string; original?: string } = {},
): string => {
  const { to = 'bounce@rapport.example', envelope, action = 'failed', status = '5.1.1', original } = fields;
  return [
    'From: MAILER-DAEMON@mx.example.org',
    `To: ${to}`,
    'Subject: Undelivered Mail',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain',
    '',
    'Your mail could not be delivered.',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    ...(envelope === undefined ? [] : [`Original-Envelope-Id: ${envelope}`]),
    '',
    'Final-Recipient: rfc822; ana@example.org',
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1',
    '  no such user',
    '--b1',
    'Content-Type: text/rfc822-headers',
    '',
    ...(original === undefined ? [] : [`Message-ID: <${original}@rapport.example>`]),
    'Subject: How did we do?',
    '--b1--',
    '',
  ].join('\r\n');
};

describe('a delivery status notification', () => {
  it.each([
    ['its envelope id', { envelope: id }],
    ['the address it came to', { to: `bounce+${hex}@rapport.example` }],
    ['the headers of what came back', { original: id }],
  ])('tells by %s which message it is about', async (_name, fields) => {
    expect(await readDsn(dsn(fields))).toEqual({ messageId: id, action: 'failed', status: '5.1.1' });
  });

  it('tells what has happened', async () => {
    expect(await readDsn(dsn({ envelope: id, action: 'Delayed', status: '4.4.7' }))).toEqual({
      messageId: id,
      action: 'delayed',
      status: '4.4.7',
    });
    expect(await readDsn(dsn())).toEqual({ messageId: undefined, action: 'failed', status: '5.1.1' });
  });

  it('is none without its part, its action or its status', async () => {
    expect(await readDsn('Subject: out of office\r\n\r\nI am away.')).toBeUndefined();
    expect(await readDsn(dsn({ action: 'expanded' }))).toBeUndefined();
    expect(await readDsn(dsn({ status: 'bad' }))).toBeUndefined();
  });

  it('of whatever kind is read without an error', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.string().map(text => `${dsn()}${text}${dsn({ to: text })}`),
        ),
        async mail => {
          await readDsn(mail);
        },
      ),
      { numRuns: 60 },
    );
  });
});
