import { profileEvents, type SAID_BY } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, markChanged, type Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';

type Row = { readonly customer_id: string } & Record<string, unknown>;
type Fold = Map<string, Row>;

/** Who said last which language a recorded customer prefers, and when (table app.language_said); not the language, which is personal. */
export const languagesSaid = defineProjection({
  name: 'languages',
  from: ['profile'],
  begin: (): Fold => new Map(),
  on: {
    ...ignoring(profileEvents),
    CustomerRegistered({ data: { customerId, preferredLanguage, saidBy = null }, occurredAt, actor }, fold: Fold) {
      if (preferredLanguage === undefined) return;
      fold.set(customerId, { customer_id: customerId, said_by: saidBy, noted_by: actor, said_at: occurredAt });
    },
    CustomerDetailsChanged({ data: { customerId, fields, saidBy = null }, occurredAt, actor }, fold: Fold) {
      if (!fields.includes('preferredLanguage')) return;
      fold.set(customerId, { customer_id: customerId, said_by: saidBy, noted_by: actor, said_at: occurredAt });
    },
  },
  commit: async (fold, tx) =>
    void (await bulkUpsert(tx, 'app.language_said', [...fold.values()], { key: ['customer_id'] })),
  mark: (fold, tx) => markChanged(tx, [...fold.keys()]),
  rebuild: { tables: { 'app.language_said': 'customer_id' }, changed: (customers, tx) => markChanged(tx, customers) },
});

export type LanguageSaid = {
  /** Null where whoever noted it did not tell. */
  readonly saidBy: (typeof SAID_BY)[number] | null;
  readonly saidAt: string;
  /** The actor who wrote it down. */
  readonly notedBy: string;
};

/** Who said the language of each of these recorded customers. */
export async function languageSaidOf(tx: Tx, recorded: readonly string[]): Promise<ReadonlyMap<string, LanguageSaid>> {
  const { rows } = await tx.query<LanguageSaid & { customer: string }>(
    `select customer_id as customer, said_by as "saidBy", ${iso('said_at')} as "saidAt", noted_by as "notedBy"
     from app.language_said where customer_id = any($1::uuid[])`,
    [recorded],
  );
  return new Map(rows.map(({ customer, ...said }) => [customer, said]));
}

/** Of the record whose language is shown: the first that has one. */
export function languageShown(
  members: readonly string[],
  personal: readonly { readonly preferredLanguage: string | null }[],
  said: ReadonlyMap<string, LanguageSaid>,
): LanguageSaid | null {
  const shown = members[personal.findIndex(({ preferredLanguage }) => preferredLanguage !== null)];
  return (shown === undefined ? undefined : said.get(shown)) ?? null;
}
