import { profileEvents } from '@rapport/contracts';
import { Compile } from 'typebox/compile';
import { Errors } from 'typebox/value';
import { exitCodes, Failure } from '../failure.ts';
import type { CsvRow } from './csv.ts';
import { dayOf } from './dates.ts';
import type { RejectedRow } from './rows.ts';
import type { StaffMapping } from './staff-mapping.ts';

/** Somebody of the staff, as a row describes them. */
export interface StaffMember {
  readonly line: number;
  readonly raw: string;
  readonly staffId: string;
  /** What profile is told. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The team that they lead. */
  readonly leads: string | undefined;
}

const { schema } = profileEvents.StaffDescribed;
const form = Compile(schema);

/** Turns rows of a file with this header into staff, or says why a row is nobody. Throws Failure where a column is missing. */
export function staffMapper(header: CsvRow | undefined, { columns, roles, day }: StaffMapping) {
  const found = (header?.fields ?? []).map(column => column.trim());
  const places = new Map(Object.entries(columns).map(([field, column]) => [field, found.indexOf(column)]));
  const missing = REQUIRED.filter(field => places.get(field) === -1).map(field => columns[field]);
  if (missing.length > 0) {
    throw new Failure(`the header lacks ${missing.join(', ')}; it has ${found.join(', ')}`, exitCodes.usage);
  }
  return ({ line, raw, fields, fault }: CsvRow): StaffMember | RejectedRow => {
    const reject = (reason: string): RejectedRow => ({ line, raw, reason });
    if (fault !== null) return reject(fault);
    if (fields.length !== found.length)
      return reject(`it has ${fields.length} values where the header has ${found.length}`);
    const text = (field: string): string | undefined => fields[places.get(field) ?? -1]?.trim() || undefined;
    try {
      const [staffId, role = '', leads] = [text('staffId') ?? '', text('role'), text('leads')];
      const [name, signsInAs, teamId] = [text('name'), text('signsInAs'), text('teamId')];
      const facts = {
        role: Object.hasOwn(roles, role) ? roles[role] : role,
        ...(teamId !== undefined && { teamId }),
        languages: (text('languages') ?? '').split(/[\s,;|]+/).filter(Boolean),
        worksFrom: dayOf(text('worksFrom') ?? '', day),
        ...(text('worksTo') !== undefined && { worksTo: dayOf(text('worksTo') ?? '', day) }),
      };
      const wrong = faultOf({ staffId, ...facts });
      if (wrong !== null) return reject(wrong);
      const body = { ...facts, ...(name !== undefined && { name }), ...(signsInAs !== undefined && { signsInAs }) };
      return { line, raw, staffId, body, leads };
    } catch (error) {
      if (error instanceof RangeError) return reject(error.message);
      throw error;
    }
  };
}

const REQUIRED = ['staffId', 'role', 'worksFrom'] as const;

function faultOf(facts: object): string | null {
  if (form.Check(facts)) return null;
  const [first] = Errors(schema, facts);
  return first
    ? `${first.instancePath.slice(1).replaceAll('/', '.') || 'the row'} ${first.message}`
    : 'it has the wrong form';
}
