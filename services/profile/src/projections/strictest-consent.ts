/** What a customer stated under one recorded id. */
export interface Statement {
  readonly customerId: string;
  readonly purpose: string;
  /** A channel, or `any`. */
  readonly channel: string;
  readonly given: boolean;
  /** ISO instant. */
  readonly at: string;
  /** Its place in the log. */
  readonly position: number;
  readonly evidence: string;
  readonly eventId: string;
}

/**
 * Which statement of a customer holds for one purpose and channel. Under one id the latest does. Of several ids that are one
 * customer now the strictest does: a withdrawal stands, whenever it was made, until the customer agrees again after the records
 * were put together (`joinedAt`, the place of the last merge in the log): what was agreed to before may have been somebody else.
 */
export function inForce(statements: readonly Statement[], joinedAt: number): Statement | undefined {
  const [first, ...others] = [...Map.groupBy(statements, each => each.customerId).values()].flatMap(
    of => latest(of) ?? [],
  );
  if (!first) return undefined;
  const all = [first, ...others];
  const last = latest(all);
  if (last && (!last.given || last.position > joinedAt)) return last;
  return latest(all.filter(({ given }) => !given)) ?? last;
}

/** At the same instant a withdrawal counts. */
const latest = (statements: readonly Statement[]): Statement | undefined =>
  statements.toSorted((a, b) => (a.at === b.at ? Number(a.given) - Number(b.given) : a.at < b.at ? 1 : -1))[0];

/** Each purpose and channel of which something was stated, with the statement that holds; what was said of `any` counts for each. */
export function consentsNow(statements: readonly Statement[], joinedAt: number): Statement[] {
  const keys = new Map(statements.map(({ purpose, channel }) => [`${purpose}/${channel}`, { purpose, channel }]));
  return [...keys]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { purpose, channel }]) => {
      const holds = inForce(about(statements, purpose, channel), joinedAt);
      return holds ? [{ ...holds, channel }] : [];
    });
}

const about = (statements: readonly Statement[], purpose: string, channel: string): Statement[] =>
  statements.filter(each => each.purpose === purpose && (each.channel === channel || each.channel === 'any'));

/** Why one may work with personal data for a purpose. */
export const BASES = ['consent', 'contract', 'legitimateInterest', 'legalObligation'] as const;

export interface Purpose {
  readonly code: string;
  readonly basis: (typeof BASES)[number];
  /** After so many months a consent has to be asked for again; null: it does not fade. */
  readonly months: number | null;
}

export interface Permission {
  readonly allowed: boolean;
  readonly because:
    'given' | 'withdrawn' | 'expired' | 'notAsked' | 'unknownPurpose' | Exclude<Purpose['basis'], 'consent'>;
  readonly statement: Statement | null;
}

/** Whether the customer may be contacted for a purpose by a channel now. What was said of `any` channel counts for each. */
export function permission(
  purpose: Purpose | undefined,
  statements: readonly Statement[],
  asked: { readonly channel: string; readonly joinedAt: number; readonly monthsAgo: (months: number) => string },
): Permission {
  if (purpose === undefined) return { allowed: false, because: 'unknownPurpose', statement: null };
  const statement = inForce(about(statements, purpose.code, asked.channel), asked.joinedAt) ?? null;
  if (statement?.given === false) return { allowed: false, because: 'withdrawn', statement };
  if (statement && purpose.months !== null && statement.at < asked.monthsAgo(purpose.months))
    return { allowed: purpose.basis !== 'consent', because: 'expired', statement };
  if (statement) return { allowed: true, because: 'given', statement };
  if (purpose.basis === 'consent') return { allowed: false, because: 'notAsked', statement };
  return { allowed: true, because: purpose.basis, statement };
}
