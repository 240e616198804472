import { randomUUID } from 'node:crypto';
import { eventTopic } from '@rapport/contracts';
import { readAll, toTold } from '../topics.ts';
import type { Control } from './control.ts';
import { relay, RIGHT } from './relays.ts';
import { openSide } from './side.ts';
import { write } from './writers.ts';

const EACH = 300;

/** Readers know by its number what they have applied: an event that comes under a known number is dropped. */
export const restored: Control = {
  name: 'restore-without-check',
  what: 'a database restored to an earlier moment, whose relay does not compare it with the topic.',
  ground: 'single',
  async run(ground) {
    const customers = [randomUUID(), randomUUID()];
    const side = await openSide(ground);
    const over = AbortSignal.abort();
    try {
      const before = await write(side, customers, 2, EACH);
      await relay(side, RIGHT, over);
      const backup = await side.copy();
      try {
        // The day goes on until the machine is lost: what is written then is told, and not in the backup.
        const lately = await write(side, customers, 2, EACH);
        await relay(side, RIGHT, over);
        const after = await write(backup, customers, 2, EACH);
        await relay(backup, RIGHT, over);
        const told = (await readAll(side.brokers, eventTopic('analytics', side.prefix))).map(toTold);
        const first = new Map<string, string>();
        for (const { subject, sequence, id } of told) {
          const token = `${subject}:${sequence}`;
          first.set(token, first.get(token) ?? id);
        }
        const lost = told.filter(({ subject, sequence, id }) => first.get(`${subject}:${sequence}`) !== id).length;
        const note =
          'with the check nothing is written or published until ./rapport reconcile has taken back what was told';
        return { acknowledged: before + lately + after, lost, doubled: 0, wrong: lost > 0, note };
      } finally {
        await backup.drop();
      }
    } finally {
      await side.drop();
    }
  },
};
