import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import { databaseSettings, kafkaSettings, processSettings, readSettings } from './config.ts';

const good = {
  PORT: '4101',
  AUTH_ISSUER: 'https://issuer.example',
  AUTH_JWKS: 'file:///keys.json',
  DATABASE_URL: 'postgres://app@localhost/x',
  DATABASE_OWNER_URL: 'postgres://owner@localhost/x',
  KAFKA_BROKERS: '127.0.0.1:4192, 127.0.0.1:4193',
};
const settings = { ...processSettings, ...kafkaSettings, ...databaseSettings };

describe('the configuration', () => {
  it('is typed, filled in and frozen', () => {
    const config = readSettings(
      { ...settings, SERVICES: Type.Record(Type.String(), Type.String()) },
      { ...good, SERVICES: '{"a":"b"}' },
    );
    expect(config).toMatchObject({
      PORT: 4101,
      TOPIC_PREFIX: '',
      AUTH_AUDIENCE: 'rapport',
      LOG_LEVEL: 'info',
      SERVICES: { a: 'b' },
    });
    expect(config.KAFKA_BROKERS).toEqual(['127.0.0.1:4192', '127.0.0.1:4193']);
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('fails with the name of everything that is bad or missing', () => {
    const { DATABASE_URL: _missing, ...rest } = good;
    const read = (): unknown =>
      readSettings(settings, { ...rest, PORT: 'many', KAFKA_BROKERS: 'nowhere', TRACE_SHARE: '2' });
    for (const name of ['DATABASE_URL is missing', 'PORT must be', 'KAFKA_BROKERS/0 must', 'TRACE_SHARE must'])
      expect(read).toThrow(name);
  });

  it('takes a secret from the file that NAME_FILE points to, and says when it cannot', () => {
    const folder = mkdtempSync(join(tmpdir(), 'settings-'));
    writeFileSync(join(folder, 'url'), 'postgres://app:secret@localhost/x\n');
    const { DATABASE_URL: _direct, ...rest } = good;
    expect(readSettings(settings, { ...rest, DATABASE_URL_FILE: join(folder, 'url') }).DATABASE_URL).toBe(
      'postgres://app:secret@localhost/x',
    );
    expect(() => readSettings(settings, { ...rest, DATABASE_URL_FILE: join(folder, 'none') })).toThrow(
      "DATABASE_URL can't be read",
    );
    rmSync(folder, { recursive: true });
  });
});
