import type { EventOfType, RecordedEvent } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import { UNREACHED } from '../domain/contact-reading.ts';
import type { CameBy } from '../domain/episode-reading.ts';
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
  /** As what the customer was ranked when a contact or delivery took place, by its id. */
  readonly classes: ReadonlyMap<string, string>;
}

export async function measuringFacts(events: readonly RecordedEvent[], tx: Tx): Promise<MeasuringFacts> {
  const contacts = events.flatMap(event => (event.type === 'InteractionRecorded' && isWaiting(event) ? [event] : []));
  const first = events.flatMap(({ data }) => ('interactionIds' in data ? data.interactionIds.slice(0, 1) : []));
  return {
    rules: await rulesIn(tx),
    answered: contacts.length === 0 ? new Map() : await answersIn(tx, contacts),
    cameBy: first.length === 0 ? new Map() : await cameByIn(tx, first),
    classes: await classesTold(tx, events.flatMap(ranked)),
  };
}

const isWaiting = ({ data }: EventOfType<'InteractionRecorded'>): boolean =>
  data.direction === 'inbound' && data.queuedAt !== undefined && data.outcome === undefined;

const ranked = (event: RecordedEvent): Asked[] => {
  const at = event.occurredAt;
  if (event.type === 'InteractionRecorded')
    return [{ id: event.data.interactionId, customerId: event.data.customerId, at }];
  return event.type === 'DeliveryMade' ? [{ id: event.data.deliveryId, customerId: event.data.customerId, at }] : [];
};

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
    `select w.id, min(coalesce((c.facts->>'startedAt')::timestamptz, c.occurred_at)) as at
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) as w(id, customer, episode, since)
     join app.interactions_of_customer c on c.customer_id = w.customer and c.facts->>'direction' = 'outbound'
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
