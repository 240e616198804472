import {
  complaintsEvents,
  derivedId,
  interactionsEvents,
  type EventMeta,
  type EventOfType,
  type RecordedEvent,
} from '@rapport/contracts';
import { definePolicy, ignoring, type Wish } from '@rapport/messaging';
import { readCallBack } from '../domain/call-back-reading.ts';
import { reached, readContact } from '../domain/contact-reading.ts';
import { readDelivery } from '../domain/delivery-reading.ts';
import { CLOCKS, readAtEnd, readEpisode } from '../domain/episode-reading.ts';
import { readPromise } from '../domain/promise-reading.ts';
import type { Ended, MeasureStandards } from '../domain/standards.commands.ts';
import { UNRANKED } from './classes-told.ts';
import { measuringFacts, type MeasuringFacts } from './measuring-facts.ts';

type Told<Type extends RecordedEvent['type']> = EventMeta & EventOfType<Type>;
type OfEpisode = EventMeta &
  EventOfType<
    | 'EpisodeOpened'
    | 'EpisodeContactAdded'
    | 'EpisodeClosed'
    | 'EpisodePaused'
    | 'EpisodeResumed'
    | 'EpisodeResolutionConfirmed'
    | 'EpisodeResolutionFailed'
    | 'EpisodeCorrected'
    | 'EpisodeContactRemoved'
  >;

/**
 * What becomes known of contacts, episodes, deliveries, promises and call-backs is measured by the service standards in force. History is measured too: it
 * fires what would have fired, as history.
 */
export const measureStandards = definePolicy({
  name: 'measure-standards',
  from: ['interactions', 'complaints'],
  workOnImported: true,
  begin: measuringFacts,
  on: {
    ...ignoring(interactionsEvents),
    ...ignoring(complaintsEvents),
    InteractionRecorded: contact,
    EpisodeOpened: episode,
    EpisodeContactAdded: episode,
    EpisodeClosed: episode,
    EpisodePaused: episode,
    EpisodeResumed: episode,
    EpisodeResolutionConfirmed: episode,
    EpisodeResolutionFailed: episode,
    EpisodeCorrected: episode,
    EpisodeContactRemoved: episode,
    EpisodeDissolved: dissolved,
    DeliveryMade: (event: Told<'DeliveryMade'>, { rules, classes }: MeasuringFacts) =>
      measured(event, event.data.deliveryId, {
        readings: readDelivery(rules, event.data, classes.get(event.data.deliveryId) ?? UNRANKED),
      }),
    PromiseKept: promise,
    PromiseBroken: promise,
    CallBackScheduled: (event: Told<'CallBackScheduled'>, { rules, classes }: MeasuringFacts) => {
      const { data, occurredAt } = event;
      const readings = readCallBack(rules, data, occurredAt, classes.get(data.callBackId) ?? UNRANKED);
      return measured(event, data.callBackId, { readings });
    },
    CallBackDone: calledBack('done'),
    CallBackCancelled: calledBack('withdrawn'),
  },
});

function promise(event: Told<'PromiseKept' | 'PromiseBroken'>, { rules, given, classes }: MeasuringFacts): Wish[] {
  const { promiseId } = event.data;
  const how = given.get(promiseId) ?? { at: event.occurredAt };
  const readings = readPromise(rules, event, how, classes.get(promiseId) ?? UNRANKED);
  return measured(event, promiseId, { readings });
}

function calledBack(how: Ended['how']) {
  return (event: Told<'CallBackDone' | 'CallBackCancelled'>): Wish[] =>
    measured(event, event.data.callBackId, {
      readings: [],
      ends: { measures: ['callBack'], ended: { at: event.occurredAt, how } },
    });
}

function contact(event: Told<'InteractionRecorded'>, { rules, answered, classes }: MeasuringFacts): Wish[] {
  const { data, occurredAt } = event;
  const { interactionId, answers, direction, outcome, startedAt } = data;
  // What the sender says counts where analytics has not ranked the customer.
  const valueClass = classes.get(interactionId) ?? data.valueClass ?? UNRANKED;
  const readings = readContact(rules, data, occurredAt, valueClass, answered.get(interactionId));
  const wishes = measured(event, interactionId, { readings });
  const isAnswer = direction === 'outbound' && reached(outcome) && answers !== interactionId;
  if (answers === undefined || !isAnswer) return wishes;
  return [...wishes, ...answersTo(event, [answers], { at: startedAt ?? occurredAt, how: 'done' })];
}

function episode(event: OfEpisode, { rules, cameBy }: MeasuringFacts): Wish[] {
  const { data, occurredAt } = event;
  const said = 'contact' in data ? data.contact : undefined;
  const at = said?.startedAt ?? said?.at ?? occurredAt;
  const by = cameBy.get(data.interactionIds[0] ?? '') ?? { valueClass: UNRANKED };
  const rewritten = event.type === 'EpisodeContactRemoved' || event.type === 'EpisodeCorrected';
  const takenBack = rewritten && data.closedAt === undefined && { readings: readAtEnd(rules, data, by, at), at };
  const wishes = measured(event, streamOf(data), {
    ...readEpisode(rules, data, by, at),
    ...(takenBack && { takenBack }),
  });
  const isOurs = said?.direction === 'outbound' && reached(said.outcome);
  if (!isOurs && event.type !== 'EpisodeClosed') return wishes;
  // Whoever waits for an answer about it has got one, or needs none any more.
  const others = data.interactionIds.filter(id => id !== said?.interactionId);
  const how = isOurs || data.ended === 'solved' ? 'done' : 'withdrawn';
  return [...wishes, ...answersTo(event, others, { at: isOurs ? at : (data.closedAt ?? at), how })];
}

/** There never was one: nobody waits for it. */
function dissolved(event: EventMeta & EventOfType<'EpisodeDissolved'>): Wish[] {
  return measured(event, streamOf(event.data), {
    readings: [],
    ends: { measures: CLOCKS, ended: { at: event.occurredAt, how: 'mistaken' } },
  });
}

const streamOf = ({ episodeId }: { readonly episodeId: string }): string =>
  derivedId(`standards of episode ${episodeId}`);

const answersTo = (event: EventMeta, contacts: readonly string[], ended: Ended): Wish[] =>
  contacts.flatMap(id => measured(event, id, { readings: [], ends: { measures: ['answer'], ended } }));

function measured(
  { subject, imported, recordedAt }: EventMeta,
  id: string,
  { readings, ends, takenBack }: Pick<MeasureStandards, 'readings' | 'ends' | 'takenBack'>,
): Wish[] {
  if (readings.length === 0 && ends === undefined && takenBack === undefined) return [];
  const command = {
    type: 'MeasureStandards',
    readings,
    ...(ends && { ends }),
    ...(takenBack && { takenBack }),
    ...(imported && { filedAt: recordedAt }),
  } satisfies MeasureStandards;
  return [{ decider: 'standards', id, subject, command }];
}
