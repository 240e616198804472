import { describe, expect, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import fc from 'fast-check';
import type { MatterCommand } from './matter.commands.ts';
import { episodesIn, matter } from './matter.decider.ts';
import { after, at, attach, contact } from './matter.fixture.ts';

const pause = (when: string): MatterCommand => ({ type: 'PauseEpisode', at: when, reason: 'documents' });
const resume = (when: string): MatterCommand => ({ type: 'ResumeEpisode', at: when });
const opened = attach(contact(1, at(2)));
const waitsAfter = (...commands: readonly MatterCommand[]) => episodesIn(after([opened, ...commands]).state)[0]?.waits;
const { given } = specification(matter);

describe('an episode that waits for the customer', () => {
  it('says so, and when it runs on', () => {
    const { events } = after([opened, pause(at(2, '10:00')), resume(at(3))]);
    expect(events.map(({ type }) => type)).toEqual(['EpisodeOpened', 'EpisodePaused', 'EpisodeResumed']);
    expect(events[1]?.data).toMatchObject({ waits: [{ from: at(2, '10:00') }], pause: { reason: 'documents' } });
    expect(waitsAfter(pause(at(2, '10:00')), resume(at(3)))).toEqual([{ from: at(2, '10:00'), until: at(3) }]);
  });

  it('waits until the customer comes again, or it is closed, at the latest', () => {
    const again = attach(contact(2, at(3)));
    const ours = attach(contact(3, at(2, '11:00'), { direction: 'outbound' }));
    const close: MatterCommand = { type: 'CloseEpisode', at: at(4), reason: 'withdrawn' };
    expect(waitsAfter(pause(at(2, '10:00')), ours)).toEqual([{ from: at(2, '10:00') }]);
    expect(waitsAfter(pause(at(2, '10:00')), ours, again)).toEqual([{ from: at(2, '10:00'), until: at(3) }]);
    expect(waitsAfter(pause(at(2, '10:00')), close)).toEqual([{ from: at(2, '10:00'), until: at(4) }]);
  });

  it('can be told of twice, and is refused where nothing was to wait or to run on', () => {
    const { events } = after([opened, pause(at(2, '10:00'))]);
    given(events)
      .when(pause(at(2, '10:00')))
      .thenNothing();
    given(events)
      .when(pause(at(2, '11:00')))
      .thenRefused('episode-paused');
    given(after([opened]).events)
      .when(resume(at(3)))
      .thenRefused('episode-not-paused');
    given(after([attach(contact(1, at(2), { outcome: 'solved' }))]).events)
      .when(pause(at(3)))
      .thenRefused('episode-closed');
    given([])
      .when(pause(at(3)))
      .thenRefused('episode-unknown');
  });

  it('is the same in whatever order contacts become known after what was said of it', () => {
    const hour = fc.integer({ min: 1, max: 200 });
    const when = (n: number): string => new Date(Date.parse(at(2)) + n * 3_600_000).toISOString();
    const contacts = fc.uniqueArray(hour, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(contacts, hour, hour, fc.infiniteStream(fc.boolean()), (hours, from, length, coin) => {
        const late = hours.map((n, i) =>
          attach(contact(i + 2, when(n), { direction: coin.next().value === true ? 'inbound' : 'outbound' })),
        );
        const turns = [pause(when(from)), resume(when(from + length))];
        const early = after([opened, ...turns, ...late]).state;
        const reversed = after([opened, ...turns, ...late.toReversed()]).state;
        expect(episodesIn(early)).toEqual(episodesIn(reversed));
        // None after an inbound contact that comes later, none longer than what was said.
        const [wait] = episodesIn(early)[0]?.waits ?? [];
        const came = hours.filter((n, i) => n > from && late[i]?.contact.direction === 'inbound').map(when);
        const end = [when(from + length), ...came].sort()[0] ?? '';
        expect(wait).toEqual(end > when(from) ? { from: when(from), until: end } : undefined);
      }),
    );
  });
});
