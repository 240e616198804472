import { describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import { interaction, type RecordInteraction } from './interaction.ts';

const { flags: _none, ...facts } = interactionsEvents.InteractionRecorded.example;
const given = specification(interaction).given;
const record = (change: Partial<RecordInteraction> = {}): RecordInteraction => ({
  type: 'RecordInteraction',
  facts,
  channelIs: { known: true, offersFunction: true },
  notes: [],
  ...change,
});
const recorded = (flags: string[]) => ({ type: 'InteractionRecorded', data: { ...facts, flags } }) as const;

describe('recording an interaction', () => {
  it('tells its facts', () => {
    const { personal } = given([])
      .when(record())
      .then([recorded([])]);
    expect(personal).toBeUndefined();
  });
  it('keeps what was noted out of the event', () => {
    const notes = [{ kind: 'opinion', text: 'Finds the lid ugly' }] as const;
    const { personal } = given([])
      .when(record({ notes }))
      .then([recorded([])]);
    expect(personal).toEqual({ notes });
  });
  it('accepts and flags a channel that lacks the function, and one that nobody knows', () => {
    given([])
      .when(record({ channelIs: { known: true, offersFunction: false } }))
      .then([recorded(['channelLacksFunction'])]);
    given([])
      .when(record({ channelIs: { known: false, offersFunction: true } }))
      .then([recorded(['unknownChannel'])]);
  });
  it('refuses an end before the start', () => {
    const times = { startedAt: '2026-01-01T10:00:00.000Z', endedAt: '2026-01-01T09:59:59.000Z' };
    given([])
      .when(record({ facts: { ...facts, ...times } }))
      .thenRefused('time-order');
    given([])
      .when(record({ facts: { ...facts, startedAt: times.startedAt, endedAt: times.startedAt } }))
      .then([
        {
          type: 'InteractionRecorded',
          data: { ...facts, startedAt: times.startedAt, endedAt: times.startedAt, flags: [] },
        },
      ]);
  });
  it('does nothing when it comes again, whatever it says then', () => {
    given([recorded([])])
      .when(record({ notes: [{ kind: 'fact', text: 'other' }] }))
      .thenNothing();
  });
});
