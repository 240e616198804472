import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dsn } from './dsn.fixture.ts';
import { readDsn } from './dsn.ts';

const id = '0190a3c5-0000-7000-8000-000000000040';
const hex = id.replaceAll('-', '');

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
