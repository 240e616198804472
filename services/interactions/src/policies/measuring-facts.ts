import type { EventOfType, RecordedEvent } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import { UNREACHED } from '../domain/contact-reading.ts';
import type { CameBy } from '../domain/episode-reading.ts';
import type { Given, JudgedPromise } from '../domain/promise-reading.ts';
import type { Rules, StandardForm, Versioned } from '../domain/standard.ts';
import { classesTold, UNRANKED, type Asked } from './classes-told.ts';
import { keptCalendar } from './kept-calendar.ts';

/** What has to be known to measure the events of a batch. */
export interface MeasuringFacts {
  readonly rules: Rules;
  /** When a contact was answered by another that is known already, by its id. */
  readonly answered: ReadonlyMap<string, string>;
  /** How episodes came in, by their first contact. */
  readonly cameBy: ReadonlyMap<string, CameBy>;
  /** How promises were given that were kept or broken, by their id. */
  readonly given: ReadonlyMap<string, Given>;
  /** As what the customer was ranked when a contact or delivery took place, a promise was judged or a call-back planned, by its id. */
  readonly classes: ReadonlyMap<string, string>;
}

export async function measuringFacts(events: readonly RecordedEvent[], tx: Tx): Promise<MeasuringFacts> {
  const contacts = events.flatMap(event => (event.type === 'InteractionRecorded' && isWaiting(event) ? [event] : []));
  const promises = events.flatMap(event => (isJudgedPromise(event) ? [event.data] : []));
  const first = events.flatMap(({ data }) => ('interactionIds' in data ? data.interactionIds.slice(0, 1) : []));
  return {
    rules: await rulesIn(tx),
    answered: contacts.length === 0 ? new Map() : await answersIn(tx, contacts),
    cameBy: first.length === 0 ? new Map() : await cameByIn(tx, first),
    given: promises.length === 0 ? new Map() : await givenIn(tx, promises),
    classes: await classesTold(tx, events.flatMap(ranked)),
  };
}

const isWaiting = ({ data }: EventOfType<'InteractionRecorded'>): boolean =>
  data.direction === 'inbound' && data.queuedAt !== undefined && data.outcome === undefined;

const isJudgedPromise = (event: RecordedEvent): event is RecordedEvent & JudgedPromise =>
  event.type === 'PromiseKept' || event.type === 'PromiseBroken';

function ranked(event: RecordedEvent): Asked[] {
  const of = (id: string, { customerId }: { readonly customerId: string }) => [
    { id, customerId, at: event.occurredAt },
  ];
  if (isJudgedPromise(event)) return of(event.data.promiseId, event.data);
  switch (event.type) {
    case 'InteractionRecorded':
      return of(event.data.interactionId, event.data);
    case 'DeliveryMade':
      return of(event.data.deliveryId, event.data);
    case 'CallBackScheduled':
      return of(event.data.callBackId, event.data);
    default:
      return [];
  }
}

type Calendar = Rules['calendars'][number]['form'];

type Row<Form> = Omit<Versioned<Form>, 'validFrom'> & { readonly validFrom: Date; readonly text: string };

/** Every version of every standard and calendar. */
async function rulesIn(tx: Tx): Promise<Rules> {
  const read = async <Form>(kind: string, formOf: (row: Row<Form>) => Form): Promise<Versioned<Form>[]> => {
    const { rows } = await tx.query<Row<Form>>(
      `select code, version, valid_from as "validFrom", form, form::text as text from app.service_rules
       where kind = $1 order by code, version`,
      [kind],
    );
    return rows.map(row => ({
      code: row.code,
      version: row.version,
      validFrom: row.validFrom.toISOString(),
      form: formOf(row),
    }));
  };
  return {
    standards: await read<StandardForm>('standard', ({ form }) => form),
    calendars: await read<Calendar>('calendar', ({ form, text }) => keptCalendar(text, form)),
  };
}

/** The first of ours that answers it: by its own word, or about the same thing and after it. */
async function answersIn(
  tx: Tx,
  contacts: readonly EventOfType<'InteractionRecorded'>[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ id: string; at: Date }>(
    `with waits as (
       select w.*, coalesce(i.current, w.customer) as current
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) as w(id, customer, episode, since)
       left join messaging.identity i on i.recorded = w.customer
     ), records as (
       select current, current as id from waits
       union select i.current, i.recorded from messaging.identity i join waits using (current)
     )
     select w.id, min(coalesce((c.facts->>'startedAt')::timestamptz, c.occurred_at)) as at
     from waits w join records r using (current)
     join app.interactions_of_customer c on c.customer_id = r.id and c.facts->>'direction' = 'outbound'
       and not coalesce(c.facts->>'outcome' = any($5::text[]), false)
       and (c.facts->>'answers' = w.id::text or (c.facts->>'episodeId' = w.episode and c.occurred_at >= w.since))
     group by 1`,
    [
      contacts.map(({ data }) => data.interactionId),
      contacts.map(({ data }) => data.customerId),
      contacts.map(({ data }) => data.episodeId ?? null),
      contacts.map(({ data }) => data.queuedAt ?? null),
      UNREACHED,
    ],
  );
  return new Map(rows.map(({ id, at }) => [id, at.toISOString()]));
}

interface FirstContact {
  readonly id: string;
  readonly customerId: string;
  readonly at: Date;
  readonly channel: string;
  readonly valueClass: string | null;
  readonly team: string | null;
}

async function cameByIn(tx: Tx, first: readonly string[]): Promise<ReadonlyMap<string, CameBy>> {
  const { rows } = await tx.query<FirstContact>(
    `select interaction_id as id, customer_id as "customerId", occurred_at as at, facts->>'channel' as channel,
       facts->>'valueClass' as "valueClass", facts->>'team' as team
     from app.interactions_of_customer where interaction_id = any($1::uuid[])`,
    [first],
  );
  const asked = rows.map(({ id, customerId, at }) => ({ id, customerId, at: at.toISOString() }));
  const told = await classesTold(tx, asked);
  return new Map(
    rows.map(({ id, channel, valueClass, team }) => [
      id,
      { channel, valueClass: told.get(id) ?? valueClass ?? UNRANKED, ...(team !== null && { team }) },
    ]),
  );
}

/** When and by which contact promises were given: they were told of before they were judged. */
async function givenIn(tx: Tx, promises: readonly JudgedPromise['data'][]): Promise<ReadonlyMap<string, Given>> {
  const { rows } = await tx.query<{ id: string; at: Date; channel: string | null; team: string | null }>(
    `select p.id, e.occurred_at as at, e.data->>'team' as team, c.facts->>'channel' as channel
     from unnest($1::uuid[], $2::text[]) as p(id, customer)
     join app.rule_events e on e.subject = p.customer and e.type = 'PromiseMade' and e.data->>'promiseId' = p.id::text
     left join app.interactions_of_customer c on c.interaction_id = (e.data->>'interactionId')::uuid`,
    [promises.map(({ promiseId }) => promiseId), promises.map(({ customerId }) => customerId)],
  );
  return new Map(
    rows.map(({ id, at, channel, team }) => [
      id,
      { at: at.toISOString(), ...(channel !== null && { channel }), ...(team !== null && { team }) },
    ]),
  );
}
