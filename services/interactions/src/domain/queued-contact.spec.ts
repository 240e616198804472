import { describe, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import { queuedContact, type TellContact } from './queued-contact.ts';

const { given } = specification(queuedContact);
const { queuedAt, ...contact } = interactionsEvents.ContactQueued.example;
const tell = (now: TellContact['now'], at: string): TellContact => ({ type: 'TellContact', contact, now, at });
const queued = { type: 'ContactQueued', data: { ...contact, queuedAt } } as const;
const startedAt = '2026-03-02T09:00:18.000Z';
const taken = { type: 'ContactTaken', data: { ...contact, queuedAt, startedAt, waitedSeconds: 18 } } as const;
const leftAt = '2026-03-02T09:04:00.000Z';
const left = (end: 'abandoned' | 'ended', waitedSeconds: number) =>
  ({ type: 'ContactLeft', data: { ...contact, leftAt, end, waitedSeconds } }) as const;

describe('a contact under way', () => {
  it('waits, is served and ends, each told once', () => {
    given([]).when(tell('queued', queuedAt)).then([queued]);
    given([queued]).when(tell('queued', startedAt)).thenNothing();
    given([queued]).when(tell('started', startedAt)).then([taken]);
    given([queued, taken])
      .when(tell('ended', leftAt))
      .then([left('ended', 18)]);
    given([queued, taken, left('ended', 18)])
      .when(tell('started', leftAt))
      .thenNothing();
  });

  it('is given up by who waits, and only ends for who was served', () => {
    given([queued])
      .when(tell('abandoned', leftAt))
      .then([left('abandoned', 240)]);
    given([queued, taken])
      .when(tell('abandoned', leftAt))
      .then([left('ended', 18)]);
  });

  it('may be told of late: what came before is not told any more, and no time runs back', () => {
    given([taken]).when(tell('queued', queuedAt)).thenNothing();
    given([queued]).when(tell('started', '2026-03-02T08:00:00.000Z')).thenRefused('time-order');
  });
});
