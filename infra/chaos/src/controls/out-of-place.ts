import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { placesOf } from '@rapport/local';
import { createPool } from '@rapport/messaging';
import { leakedValues, PHONES, SAID, WHO } from '../canaries.ts';
import { urlOf } from '../exchange.ts';
import { ROOT } from '../ground.ts';
import type { Control } from './control.ts';

const TABLE = 'messaging.chaos_out_of_place';

/** Everything that is searched for personal values is given one: each has to be found. */
export const outOfPlace: Control = {
  name: 'values-out-of-place',
  what: 'personal values in an event, in a table of another service, in a log.',
  ground: 'single',
  async run(ground) {
    const { logs, dir } = placesOf(join(ROOT, 'out-of-place'));
    const pool = createPool(urlOf(ground, 'rapport_loyalty'), 1, () => undefined);
    try {
      await pool.query(`create table ${TABLE} (event jsonb)`);
      await pool.query(`insert into ${TABLE} values ($1)`, [{ data: { phone: PHONES[0] } }]);
      await mkdir(logs, { recursive: true });
      await writeFile(join(logs, 'loud.log'), `{"level":"info","msg":"${SAID.complaints} is not content"}\n`);
      const value = Buffer.from(JSON.stringify({ name: `Robin ${WHO}` }));
      const event = { topic: 'loud.events', partition: 0, offset: 0, key: 'k', value, headers: {} };
      const seen = await leakedValues(ground, [event]);
      const note = seen.join('; ');
      return { acknowledged: 0, lost: 0, doubled: 0, wrong: seen.length === 3, note };
    } finally {
      await pool.query(`drop table if exists ${TABLE}`);
      await pool.end();
      await rm(dir, { recursive: true, force: true });
    }
  },
};
