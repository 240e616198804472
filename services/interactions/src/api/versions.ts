import type { Messaging } from '@rapport/messaging';
import { Problem } from '@rapport/service-kit';
import type { Versioned } from '../domain/standard.ts';

/** One version of what has a code, and who published it. Instants in ISO 8601. */
export interface Published<Form> extends Versioned<Form> {
  readonly publishedBy: string;
  readonly publishedAt: string;
}

interface Times {
  readonly validFrom: Date;
  readonly publishedAt: Date;
}

/** A version as its row says it. */
export type Row<Version> = Omit<Version, keyof Times> & Times;

export const PUBLICATION = `valid_from as "validFrom", published_by as "publishedBy", published_at as "publishedAt"`;

export const inWords = <Read extends Times>(row: Read) => ({
  ...row,
  validFrom: row.validFrom.toISOString(),
  publishedAt: row.publishedAt.toISOString(),
});

/** The row of a version that was added. Throws `conflict` where there is none: its number was taken at the same moment. */
export function added<Read>([row]: readonly Read[]): Read {
  if (row === undefined) throw new Problem('conflict', 'Somebody else published a version of it just now.');
  return row;
}

/** A table of forms in versions, each under its code. */
export type FormTable = 'app.surveys' | 'app.message_templates' | 'app.sending_rules';

const FORM = `code, version, form, ${PUBLICATION}`;

/** By code, newest versions first. */
export async function readForms<Form>(pool: Messaging['pool'], table: FormTable): Promise<Published<Form>[]> {
  const { rows } = await pool.query<Row<Published<Form>>>(`select ${FORM} from ${table} order by code, version desc`);
  return rows.map(inWords);
}

/** Adds a version; those before stay as they are. */
export async function addForm<Form>(
  pool: Messaging['pool'],
  table: FormTable,
  { code, form, validFrom, publishedBy }: Omit<Published<Form>, 'version' | 'publishedAt'>,
): Promise<Published<Form>> {
  const { rows } = await pool.query<Row<Published<Form>>>(
    `insert into ${table} (code, version, form, valid_from, published_by)
     select $1, coalesce(max(version), 0) + 1, $2, $3, $4 from ${table} where code = $1
     on conflict do nothing returning ${FORM}`,
    [code, JSON.stringify(form), validFrom, publishedBy],
  );
  return inWords(added(rows));
}
