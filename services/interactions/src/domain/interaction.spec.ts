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
  attachments: [],
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
  it('says what a contact on its channel cost by the catalogue, where that is known', () => {
    const cost = { minor: 600, currency: 'USD' };
    const channelIs = { known: true, offersFunction: true, cost };
    const [event] = interaction.decide(record({ channelIs }), interaction.initial).events;
    expect(event?.data.cost).toEqual(cost);
  });

  it('accepts and flags a channel that lacks the function, and one that nobody knows', () => {
    given([])
      .when(record({ channelIs: { known: true, offersFunction: false } }))
      .then([recorded(['channelLacksFunction'])]);
    given([])
      .when(record({ channelIs: { known: false, offersFunction: true } }))
      .then([recorded(['unknownChannel'])]);
  });
  it('keeps where its attachments are, out of the event', () => {
    const attachments = [{ name: 'Ana Bell.pdf', mediaType: 'application/pdf', uri: 'https://files.example/1' }];
    const { personal } = given([])
      .when(record({ attachments }))
      .then([recorded([])]);
    expect(personal).toEqual({ attachments });
  });
  it('tells how far it came, who handed it over to whom, and which objections were met how', () => {
    const more = {
      contactStep: 'decide',
      handedOver: [{ from: 'agent-7', to: 'billing', reason: 'skill' }],
      objections: [{ class: 'sincere', handling: 'useEvidence', settled: true }, { class: 'deep' }],
    } as const;
    const all = { ...facts, ...more, handedOver: [...more.handedOver], objections: [...more.objections] };
    given([])
      .when(record({ facts: all }))
      .then([{ type: 'InteractionRecorded', data: { ...all, handOvers: 1, flags: [] } }]);
    given([])
      .when(record({ facts: { ...all, handOvers: 2 } }))
      .thenRefused('count-mismatch');
  });
  it.each([
    [{ startedAt: '2026-01-01T10:00:00.000Z', endedAt: '2026-01-01T09:59:59.000Z' }],
    [{ queuedAt: '2026-01-01T10:00:00.000Z', endedAt: '2026-01-01T09:59:59.000Z' }],
    [{ startedAt: '2026-01-01T10:00:00.000Z', firstAnswerAt: '2026-01-01T09:00:00.000Z' }],
    [{ queuedAt: '2026-01-01T10:00:00.000Z', startedAt: '2026-01-01T09:00:00.000Z' }],
  ])('refuses times that run backwards: %j', times => {
    given([])
      .when(record({ facts: { ...facts, ...times } }))
      .thenRefused('time-order');
  });
  it('takes times that are the same, and counts the waiting where nobody did', () => {
    const at = '2026-01-01T10:00:00.000Z';
    const { waitedSeconds: _counted, ...uncounted } = facts;
    const times = { queuedAt: '2026-01-01T09:58:30.000Z', startedAt: at, firstAnswerAt: at, endedAt: at };
    given([])
      .when(record({ facts: { ...uncounted, ...times } }))
      .then([{ type: 'InteractionRecorded', data: { ...uncounted, ...times, waitedSeconds: 90, flags: [] } }]);
    given([])
      .when(record({ facts: { ...facts, ...times } }))
      .then([{ type: 'InteractionRecorded', data: { ...facts, ...times, flags: [] } }]);
  });
  it('does nothing when it comes again, whatever it says then', () => {
    given([recorded([])])
      .when(record({ notes: [{ kind: 'fact', text: 'other' }] }))
      .thenNothing();
  });
});
