import { createServer } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { importStaff } from './staff.ts';
import { readStaffMapping } from './staff-mapping.ts';

let dir = '';
let told: Record<string, unknown>;
let refused: { id: string; status: number } | undefined;
const profile = createServer((request, reply) => {
  void text(request).then(body => {
    const id = (request.url ?? '').split('/v1/')[1] ?? '';
    const status = refused?.id === id ? refused.status : 200;
    if (status === 200) told[id] = JSON.parse(body);
    reply.writeHead(status, { 'content-type': 'application/json' });
    reply.end(JSON.stringify(status === 200 ? {} : { title: 'No', detail: 'ends before it begins' }));
  });
});
beforeEach(async () => {
  [told, refused] = [{}, undefined];
  dir = await mkdtemp(join(tmpdir(), 'staff-'));
  await new Promise<void>(listening => profile.listen(0, '127.0.0.1', listening));
});
afterEach(async () => {
  await new Promise(closed => profile.close(closed));
  await rm(dir, { recursive: true });
});

const HEADER = 'staffId,name,role,teamId,leads,languages,worksFrom,worksTo,desk';
const ROWS = [
  'ana,Ana Abel,specialist,north,,en zh,2026-01-01,,7',
  'sue,,supervisor,north,north,,2026-01-01,2026-12-31,8',
  'ben,,boss,north,,,2026-01-01,,9',
  'ana,Again,specialist,,,,2026-01-01,,7',
  'cyd,,specialist,,,,2026-02-30,,7',
];

async function run(lines: readonly string[], more: { dry?: boolean; map?: object } = {}) {
  const file = join(dir, 'staff.csv');
  await writeFile(file, lines.join('\n'));
  const own = join(dir, 'map.json');
  if (more.map) await writeFile(own, JSON.stringify(more.map));
  const mapping = await readStaffMapping(
    more.map ? own : new URL('../../mappings/staff.json', import.meta.url).pathname,
  );
  const address = profile.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const to = more.dry === true ? null : { gateway: `http://127.0.0.1:${port}`, token: 'token' };
  const format = { encoding: 'utf8' as const, delimiter: mapping.csv?.delimiter ?? ',' };
  const summary = await importStaff({ file, mapping, format, dir, to, restart: false });
  return { summary, rejected: summary.report === null ? '' : await readFile(summary.report, 'utf8') };
}

describe('staff by file', () => {
  it('are described row by row, with who leads which team; others are reported with their line and why', async () => {
    const { summary, rejected } = await run([HEADER, ...ROWS]);
    expect(summary).toMatchObject({ read: 5, described: 2, rejected: 3 });
    expect(told).toEqual({
      'staff/ana': {
        name: 'Ana Abel',
        role: 'specialist',
        teamId: 'north',
        languages: ['en', 'zh'],
        worksFrom: '2026-01-01',
      },
      'staff/sue': {
        role: 'supervisor',
        teamId: 'north',
        languages: [],
        worksFrom: '2026-01-01',
        worksTo: '2026-12-31',
      },
      'teams/north': { supervisorId: 'sue' },
    });
    expect(rejected.split('\n').map(line => line.slice(0, 8))).toEqual([
      'line,rea',
      '4,"role ',
      '5,"the s',
      '6,"\'2026',
      '',
    ]);
  });

  it('are read by the columns and words of another system', async () => {
    const map = {
      day: 'dd.MM.yyyy',
      csv: { delimiter: ';' },
      roles: { Agent: 'specialist' },
      columns: { staffId: 'PersNr', role: 'Rolle', worksFrom: 'seit' },
    };
    await run(['PersNr;Rolle;seit', 'p7;Agent;01.02.2026'], { map });
    expect(told).toEqual({ 'staff/p7': { role: 'specialist', languages: [], worksFrom: '2026-02-01' } });
    await expect(run(['Nr;Rolle;seit'], { map })).rejects.toThrow('the header lacks PersNr');
    await expect(run(['x'], { map: { ...map, columns: {} } })).rejects.toThrow('is not right');
  });

  it('are sent nowhere in a dry run; what profile refuses is reported, and a run that was ended goes on', async () => {
    expect((await run([HEADER, ...ROWS], { dry: true })).summary).toMatchObject({ described: 2, rejected: 3 });
    expect(told).toEqual({});
    const many = Array.from({ length: 25 }, (_, n) => `p${n},,specialist,,,,2026-01-01,,1`);
    refused = { id: 'staff/p21', status: 403 };
    await expect(run([HEADER, ...many])).rejects.toThrow('403');
    told = {};
    refused = { id: 'staff/p21', status: 422 };
    const { summary, rejected } = await run([HEADER, ...many]);
    expect(summary).toMatchObject({ read: 25, described: 24, rejected: 1, resumedAfter: 20 });
    expect(Object.keys(told)).toHaveLength(4);
    expect(rejected).toContain('ends before it begins');
  });
});
