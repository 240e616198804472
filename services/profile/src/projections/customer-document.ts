import type { Json } from '@rapport/decider';
import { askTogether, type Tx } from '@rapport/messaging';
import { combined } from './combined-row.ts';
import { computedHealth, type ComputedHealth } from './computed-health.ts';
import { openCallBacksOf, type OpenCallBack } from './call-backs.projection.ts';
import { complaintsOf, type Complaints, type OpenComplaint } from './complaints.projection.ts';
import { openEpisodesOf, type OpenEpisode } from './episodes.projection.ts';
import { knowledgeOf, type Knowledge } from './knowledge.ts';
import { masked, type MaskedIdentifier } from './masked.ts';
import { languageSaidOf, languageShown, type LanguageSaid } from './languages.projection.ts';
import { messagesOf, type MessagesShown } from './messages.query.ts';
import { promisesOf, promisesTogether, type Promises } from './promises.projection.ts';
import { readPersonal, type Personal } from './personal.ts';
import { privacyOf, type PrivacyShown } from './privacy-of.ts';
import { openClocksOf, type OpenClock } from './standard-clocks.query.ts';
import { openWorkOf, type OpenWork } from './work.projection.ts';
import type { ToldRisk } from './risk-told.ts';
import type { ToldClass } from './value-class-told.ts';
import type { Worth } from './worth.ts';
import { worthOf } from './worth.query.ts';
import { VIEW_COLUMNS, type LastContact, type ViewRow } from './view-row.ts';

type Amount = { readonly minor: number; readonly currency: string };

/** `month` as `2026-03`. */
type BoughtInMonth = { readonly month: string; readonly count: number; readonly amounts: readonly Amount[] };

/** The 360° view of one current customer. Instants in ISO 8601 UTC, money in minor units. */
export type CustomerDocument = {
  readonly customerId: string;
  readonly version: number;
  /** When this document was put together. */
  readonly asOf: string;
  readonly name: string | null;
  readonly partyType: string;
  readonly anonymous: boolean;
  readonly stage: string;
  readonly preferredLanguage: string | null;
  /** Who said the language, and when; null where there is none. */
  readonly languageSaid: LanguageSaid | null;
  readonly identifiers: readonly MaskedIdentifier[];
  readonly contacts: {
    readonly total: number;
    readonly lastAt: string | null;
    readonly byChannel: Record<string, number>;
  };
  readonly lastContacts: readonly LastContact[];
  readonly purchases: {
    readonly count: number;
    /** Null when there are none or their currencies are mixed. */
    readonly amount: Amount | null;
    readonly lastAt: string | null;
    /** The calendar months (UTC) with purchases, newest first: twelve up to the last. Whoever reads adds up those in time. */
    readonly months: readonly BoughtInMonth[];
  };
  readonly complaints: { readonly open: readonly OpenComplaint[]; readonly closed: number };
  readonly promises: Promises;
  /** Whom of their complaints to call about, and by when, what is due first at first. */
  readonly callBacks: { readonly open: readonly OpenCallBack[] };
  /** What the customer came with and is not done, the oldest first. */
  readonly episodes: { readonly open: readonly OpenEpisode[] };
  /** What somebody has to do for them, the most urgent first. */
  readonly work: { readonly open: readonly OpenWork[] };
  /** What the customer waits for by a service standard, what is due first at first. */
  readonly standards: { readonly open: readonly OpenClock[] };
  readonly loyalty: {
    readonly tier: string;
    readonly points: number;
    readonly pending: number;
    /** Spent, and taken back by a refund since: what is released next pays it. */
    readonly owed: number;
  } | null;
  readonly feedback: {
    readonly count: number;
    readonly last: { readonly survey: string; readonly score: number | null; readonly occurredAt: string } | null;
  };
  /** 0–100, and when it was that; null before the first experience is known. */
  readonly satisfaction: { readonly value: number; readonly asOf: string } | null;
  /** How likely we are to lose them, and why, as analytics told it last; null before that, and of who never bought. */
  readonly risk: ToldRisk | null;
  /** By what they brought, as analytics told it last; null before that. Not the tier. */
  readonly valueClass: ToldClass | null;
  /** What they are worth, how they are best served, and what is best done next. */
  readonly lifetimeValue: Worth['lifetimeValue'];
  readonly shareOfWallet: Worth['shareOfWallet'];
  readonly serviceStrategy: Worth['serviceStrategy'];
  readonly nextBestAction: Worth['nextBestAction'];
  /** How they like to be served, what they want, and how people judge the relation. */
  readonly style: Knowledge['style'];
  readonly needs: Knowledge['needs'];
  readonly health: Knowledge['health'];
  /** What behaviour says of it. */
  readonly computedHealth: ComputedHealth | null;
  /** Who looks after them, with the absences to come; null where nobody was named. */
  readonly account: Knowledge['account'];
  /** What the customer agreed to, the strictest of all records; and since when each detail was not confirmed. */
  readonly consents: PrivacyShown['consents'];
  readonly details: PrivacyShown['details'];
  /** The last messages to them with what became of each, and addresses that nothing is sent to. */
  readonly messages: MessagesShown;
  readonly mergedFrom: readonly string[];
};

type MemberRow = ViewRow & { current: string; version: number | null; personal: Record<string, Json> | null };

/** The rows of current customers and all that were merged into them, the survivor's first. Absorbed ids give nothing. */
const MEMBERS = `
with asked as (
  select a.id from unnest($1::uuid[]) a(id) where not exists (select from messaging.identity i where i.recorded = a.id)
), members as (
  select id as current, id as recorded from asked
  union all select i.current, i.recorded from messaging.identity i join asked on asked.id = i.current
)
select m.current, messaging.published_version(c.version) as version, p."values" as personal, ${VIEW_COLUMNS}
from members m join app.customer_view v on v.customer_id = m.recorded
left join messaging.personal p on p.stream = 'customer-' || m.recorded
left join messaging.compacted c on c.customer = m.current
order by m.current, m.recorded <> m.current, v.registered_at, m.recorded`;

/** The documents of these customers. One that is part of another, was erased, or of whom only others have spoken yet, has none. */
export async function customerDocuments(tx: Tx, customers: readonly string[]): Promise<Map<string, CustomerDocument>> {
  const { rows } = await tx.query<MemberRow>({ name: 'members', text: MEMBERS, values: [customers] });
  const recorded = rows.map(row => row.customer_id);
  const together = askTogether(tx);
  const [complaints, promises, callBacks, episodes, work, clocks, known, privacy, messages, worth, languages] =
    await Promise.all([
      complaintsOf(together, recorded),
      promisesOf(together, recorded),
      openCallBacksOf(together, recorded),
      openEpisodesOf(together, recorded),
      openWorkOf(together, recorded),
      openClocksOf(together, recorded),
      knowledgeOf(together, recorded),
      privacyOf(together, recorded),
      messagesOf(together, recorded),
      worthOf(together, recorded),
      languageSaidOf(together, recorded),
    ]);
  const documents = new Map<string, CustomerDocument>();
  for (const [current, members] of Map.groupBy(rows, row => row.current)) {
    const cases = { complaints, promises, callBacks, episodes, work, clocks };
    const document = documentOf(members, cases, known, (of, personal) => ({
      ...privacy(of, personal),
      messages: messages(of, personal),
      ...worth(of),
      languageSaid: languageShown(of, personal, languages),
    }));
    if (document) documents.set(current, document);
  }
  return documents;
}

interface Cases {
  readonly complaints: ReadonlyMap<string, Complaints>;
  readonly promises: ReadonlyMap<string, Promises>;
  readonly callBacks: ReadonlyMap<string, OpenCallBack[]>;
  readonly episodes: ReadonlyMap<string, OpenEpisode[]>;
  readonly work: ReadonlyMap<string, OpenWork[]>;
  readonly clocks: ReadonlyMap<string, OpenClock[]>;
}

function documentOf(
  members: readonly MemberRow[],
  { complaints, promises, callBacks, episodes, work, clocks }: Cases,
  known: (members: readonly string[], now: string) => Knowledge,
  told: (
    members: readonly string[],
    personal: readonly Personal[],
  ) => PrivacyShown & Worth & Pick<CustomerDocument, 'messages' | 'languageSaid'>,
): CustomerDocument | undefined {
  const [survivor, ...absorbed] = members;
  if (!survivor || survivor.customer_id !== survivor.current) return undefined;
  const row = combined([survivor, ...absorbed]);
  if (row.party_type === null || row.stage === 'erased') return undefined;
  const personal = members.map(member => readPersonal(member.personal ?? {}));
  const cases = members.flatMap(member => complaints.get(member.customer_id) ?? []);
  const open = members.flatMap(member => episodes.get(member.customer_id) ?? []);
  const asOf = new Date().toISOString();
  const recorded = members.map(member => member.customer_id);
  return {
    customerId: row.customer_id,
    version: survivor.version ?? 0,
    asOf,
    ...who(row, personal),
    ...history(row),
    complaints: {
      open: cases.flatMap(({ open }) => open).sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1)),
      closed: cases.reduce((sum, { closed }) => sum + closed, 0),
    },
    promises: promisesTogether(members.flatMap(member => promises.get(member.customer_id) ?? [])),
    callBacks: { open: dueFirst(members.flatMap(member => callBacks.get(member.customer_id) ?? [])) },
    episodes: { open: open.sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1)) },
    work: { open: urgentFirst(members.flatMap(member => work.get(member.customer_id) ?? [])) },
    standards: { open: dueFirst(members.flatMap(member => clocks.get(member.customer_id) ?? [])) },
    ...known(recorded, asOf),
    ...told(recorded, personal),
    mergedFrom: absorbed.map(member => member.customer_id),
  };
}

const dueFirst = <Due extends { readonly dueAt: string }>(each: Due[]): Due[] =>
  each.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));

const urgentFirst = (work: OpenWork[]): OpenWork[] =>
  work.sort((a, b) => b.priority - a.priority || (a.dueAt < b.dueAt ? -1 : 1));

function who(row: ViewRow, personal: readonly Personal[]) {
  const identifiers = personal.flatMap(values => values.identifiers);
  const unique = new Map(identifiers.map(each => [`${each.type}:${each.normalised}:${each.verified}`, masked(each)]));
  return {
    name: personal.find(({ name }) => name !== null)?.name ?? null,
    partyType: row.party_type ?? '',
    anonymous: row.anonymous ?? true,
    stage: row.stage ?? 'prospect',
    preferredLanguage: personal.find(values => values.preferredLanguage !== null)?.preferredLanguage ?? null,
    identifiers: [...unique.values()],
  };
}

const amountsOf = (spent: Readonly<Record<string, number>>): Amount[] =>
  Object.entries(spent).map(([currency, minor]) => ({ minor, currency }));

/** What one of several records owes the others have to give: nothing can be spent while all of it is owed. */
function loyaltyOf({ tier, points, pending, owed }: ViewRow): CustomerDocument['loyalty'] {
  if (tier === null) return null;
  return { tier, points: Math.max(0, points - owed), pending, owed: Math.max(0, owed - points) };
}

function history(row: ViewRow) {
  const [amount, ...others] = amountsOf(row.spent);
  const { last_feedback: last, satisfaction: value, satisfaction_at: asOf } = row;
  const satisfaction = value === null || asOf === null ? null : { value, asOf };
  return {
    contacts: { total: row.contacts, lastAt: row.last_contact_at, byChannel: row.by_channel },
    lastContacts: row.last_contacts,
    purchases: {
      count: row.purchases,
      amount: amount && others.length === 0 ? amount : null,
      lastAt: row.last_purchase_at,
      months: Object.entries(row.months)
        .map(([month, { count, spent }]) => ({ month, count, amounts: amountsOf(spent) }))
        .sort((a, b) => (a.month < b.month ? 1 : -1)),
    },
    loyalty: loyaltyOf(row),
    feedback: {
      count: row.feedback,
      last: last && { survey: last.survey, score: last.score, occurredAt: last.occurredAt },
    },
    satisfaction,
    risk: row.risk,
    computedHealth: computedHealth({ satisfaction, risk: row.risk }),
    valueClass: row.value_class,
  };
}
