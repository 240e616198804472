import { SERVICES, type ServiceName } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import type pg from 'pg';
import { UnavailableError } from './errors.ts';
import { sourceNumber, subjectKey } from './sequences.ts';

const PATIENCE_MS = 250;
const TOKEN = /^([a-z]+)=(.+):(\d+)$/;

/**
 * Waits until this service's projections have seen what a `Rapport-After` header names (`service=subject:sequence`,
 * several separated by commas). Throws UnavailableError when they have not within 250 ms, and a DomainError `form` when
 * the header is malformed.
 */
export async function seen(pool: pg.Pool, header: string): Promise<void> {
  const wanted = header.split(',').map(parse);
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const { rows } = await pool.query<{ behind: boolean }>(
      `select exists (select from unnest($1::int[], $2::uuid[], $3::bigint[]) as w(source, subject, sequence)
       left join messaging.sequences s on s.source = w.source and s.subject = w.subject
       where coalesce(s.last, 0) < w.sequence) as behind`,
      [wanted.map(w => sourceNumber(w.service)), wanted.map(w => subjectKey(w.subject)), wanted.map(w => w.sequence)],
    );
    if (!rows[0]?.behind) return;
    if (Date.now() > until)
      throw new UnavailableError('What you wrote is not visible here yet. Ask again in a moment.');
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

function parse(token: string): { service: ServiceName; subject: string; sequence: number } {
  const [, name, subject, sequence] = TOKEN.exec(token.trim()) ?? [];
  const service = SERVICES.find(known => known === name);
  if (!service || subject === undefined || !Number.isSafeInteger(Number(sequence))) {
    throw new DomainError('form', 'The Rapport-After header holds no value of a Rapport-Sequence header.', [
      { pointer: '/Rapport-After', message: 'must be what a Rapport-Sequence header said' },
    ]);
  }
  return { service, subject, sequence: Number(sequence) };
}
