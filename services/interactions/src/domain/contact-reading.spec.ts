import { describe, expect, it } from '@jest/globals';
import { interactionsEvents, type EventOfType } from '@rapport/contracts';
import { readContact } from './contact-reading.ts';
import { at } from './matter.fixture.ts';
import { rules, standard } from './standards.fixture.ts';

type Facts = EventOfType<'InteractionRecorded'>['data'];
const { outcome: _solved, waitedSeconds: _waited, ...example } = interactionsEvents.InteractionRecorded.example;

const read = (more: Partial<Facts>, answeredAt?: string, valueClass = 'other') =>
  readContact(rules, { ...example, ...more }, at(2), valueClass, answeredAt);
const email = { channel: 'email', queuedAt: at(2, '16:00') };

describe('a call', () => {
  it('is answered when it is taken up: it waited in the queue until then', () => {
    expect(read({ queuedAt: at(2), startedAt: at(2, '09:01'), outcome: 'solved' })).toMatchObject([
      {
        facts: { standard: 'phone.answer', measure: 'answer', limit: 20, unit: 'seconds', since: at(2) },
        due: { dueAt: '2026-03-02T09:00:20.000Z' },
        ended: { at: at(2, '09:01'), how: 'done', took: 60 },
      },
    ]);
    expect(read({ startedAt: at(2), waitedSeconds: 18, outcome: 'solved' })).toMatchObject([
      { facts: { since: '2026-03-02T08:59:42.000Z' }, ended: { took: 18 } },
    ]);
  });

  it('that was given up before it was answered is withdrawn', () => {
    expect(read({ waitedSeconds: 12, outcome: 'abandoned' })).toMatchObject([
      { ended: { how: 'withdrawn', took: 12 } },
    ]);
  });

  it.each([
    ['of which nobody said how long it waited', { outcome: 'solved' as const }],
    ['that reached nobody', { outcome: 'noAnswer' as const, waitedSeconds: 40 }],
    ['of ours', { direction: 'outbound' as const, waitedSeconds: 40 }],
    ['by a channel without a standard', { channel: 'ivr', waitedSeconds: 40 }],
  ])('%s is not measured', (_what, more) => {
    expect(read(more)).toEqual([]);
  });
});

describe('an e-mail', () => {
  it('that is queued and unanswered waits: it warns and is due by business time', () => {
    expect(read(email)).toMatchObject([
      {
        facts: {
          standard: 'written.answer',
          since: at(2, '16:00'),
          limit: 4,
          valueClass: 'other',
          contactType: 'support',
        },
        due: { warnAt: at(3, '11:12'), dueAt: at(3, '12:00'), escalateAt: at(3, '16:00') },
      },
    ]);
    expect(read(email)[0]).not.toHaveProperty('ended');
  });

  it('of a gold customer is due sooner', () => {
    expect(read(email, undefined, 'gold')).toMatchObject([{ facts: { limit: 2 }, due: { dueAt: at(3, '10:00') } }]);
  });

  it('is answered by its own first answer, by another contact that is known, or at its end', () => {
    const ends = (more: Partial<Facts>, answeredAt?: string) => read({ ...email, ...more }, answeredAt);
    expect(ends({ firstAnswerAt: at(3) })).toMatchObject([{ ended: { at: at(3), how: 'done', took: 1 } }]);
    expect(ends({}, at(3, '10:00'))).toMatchObject([{ ended: { at: at(3, '10:00'), took: 2 } }]);
    expect(ends({ outcome: 'solved', endedAt: at(4) })).toMatchObject([{ ended: { at: at(4), took: 9 } }]);
    expect(ends({ outcome: 'solved' })).toEqual([]);
  });

  it('keeps the version that was in force when it came', () => {
    const stricter = standard('phone.answer', { channels: ['phone'], limits: [{ limit: 10 }] }, 2, at(3));
    const both = { ...rules, standards: [...rules.standards, stricter] };
    const versionAt = (when: string) =>
      readContact(both, { ...example, queuedAt: when, startedAt: when }, when, 'other').map(({ facts }) => facts);
    expect(versionAt(at(2))).toMatchObject([{ version: 1, limit: 20 }]);
    expect(versionAt(at(3))).toMatchObject([{ version: 2, limit: 10 }]);
  });
});

describe('a visit', () => {
  const window = {
    channel: 'visit',
    direction: 'outbound' as const,
    agreedFrom: at(2, '10:00'),
    agreedUntil: at(2, '12:00'),
  };
  it.each([
    [at(2, '10:00'), 0, true],
    [at(2, '09:55'), 5, true],
    [at(2, '12:06'), 6, false],
  ])('that began at %s was %d minutes off', (startedAt, off, met) => {
    expect(read({ ...window, startedAt })).toMatchObject([
      { kind: 'count', facts: { standard: 'visit.window' }, took: off, met },
    ]);
  });
});
