import type { ComplaintsEvent, Recorded } from '@rapport/contracts';
import { bulkUpsert, type Tx } from '@rapport/messaging';

type Of<Type> = Recorded<Extract<ComplaintsEvent, { type: Type }>>;

/** What a batch of complaint events tells of causes: which contact a complaint arose from, and what was put right. */
export interface Repairs {
  readonly links: Map<string, string>;
  readonly changes: Map<string, string | null>;
}

export const noRepairs = (): Repairs => ({ links: new Map(), changes: new Map() });

/** A complaint is its own cause; the contact that it arose from is one too, so that a bad survey about it is repaired with it. */
export function linkCause({ links, changes }: Repairs, { data }: Of<'ComplaintOpened'>): void {
  changes.set(data.complaintId, null);
  if (data.interactionId !== undefined) links.set(data.complaintId, data.interactionId);
}

/** Null takes a repair back: the complaint goes on. */
export function repairedAt(
  { changes }: Repairs,
  { data }: Of<'ComplaintClosed' | 'ComplaintReopened'>,
  at: string | null,
): void {
  changes.set(data.complaintId, at);
}

export async function addRepairs(tx: Tx, { links, changes }: Repairs): Promise<void> {
  const older = [...changes.keys()].filter(id => !links.has(id));
  const linked = new Map([...links, ...(await linksOf(tx, older))]);
  const rows = [...changes].flatMap(([complaintId, at]) =>
    [complaintId, linked.get(complaintId)]
      .filter(cause => cause !== undefined)
      .map(cause => ({ cause_id: cause, complaint_id: complaintId, repaired_at: at })),
  );
  await bulkUpsert(tx, 'app.repairs', rows, { key: ['cause_id', 'complaint_id'] });
}

/** Who has complained. */
export async function customersOf(tx: Tx, complaints: readonly string[]): Promise<string[]> {
  const { rows } = await tx.query<{ customer: string }>(
    'select distinct recorded_customer_id as customer from facts.complaints where complaint_id = any($1::uuid[])',
    [complaints],
  );
  return rows.map(({ customer }) => customer);
}

async function linksOf(tx: Tx, complaints: readonly string[]): Promise<Map<string, string>> {
  if (complaints.length === 0) return new Map();
  const { rows } = await tx.query<{ complaint: string; cause: string }>(
    `select complaint_id as complaint, cause_id as cause from app.repairs
     where complaint_id = any($1::uuid[]) and cause_id <> complaint_id`,
    [complaints],
  );
  return new Map(rows.map(({ complaint, cause }) => [complaint, cause]));
}
