import type { Tx } from '@rapport/messaging';
import { joinedAt, statementsOf } from './consents.query.ts';
import { confirmedDetails } from './details.projection.ts';
import type { Personal } from './personal.ts';
import { consentsNow } from './strictest-consent.ts';

export type ShownConsent = {
  readonly purpose: string;
  /** A channel, or `any`. */
  readonly channel: string;
  readonly given: boolean;
  readonly since: string;
  readonly evidence: string;
};

export type ShownDetail = {
  readonly attribute: string;
  readonly confirmedAt: string;
  /** From then on it is to be confirmed at the next contact. */
  readonly staleAt: string;
};

export type PrivacyShown = { readonly consents: readonly ShownConsent[]; readonly details: readonly ShownDetail[] };

/** What a view shows of privacy, for each customer by its recorded ids. */
export async function privacyOf(
  tx: Tx,
  recorded: readonly string[],
): Promise<(members: readonly string[], personal: readonly Personal[]) => PrivacyShown> {
  const [stated, joined, details] = await Promise.all([
    statementsOf(tx, recorded),
    joinedAt(tx, recorded),
    confirmedDetails(tx, recorded),
  ]);
  const statements = Map.groupBy(stated, row => row.customerId);
  const confirmed = Map.groupBy(details, row => row.customer);
  return (members, personal) => {
    const last = Math.max(0, ...members.map(id => joined.get(id) ?? 0));
    const now = consentsNow(
      members.flatMap(id => statements.get(id) ?? []),
      last,
    );
    const known = new Set(personal.flatMap(attributesOf));
    const shown = new Map<string, ShownDetail>();
    for (const { attribute, at, staleAt } of members.flatMap(id => confirmed.get(id) ?? [])) {
      const before = shown.get(attribute);
      if (known.has(attribute) && (!before || before.confirmedAt < at))
        shown.set(attribute, { attribute, confirmedAt: at, staleAt });
    }
    return {
      consents: now.map(({ purpose, channel, given, at: since, evidence }) => ({
        purpose,
        channel,
        given,
        since,
        evidence,
      })),
      details: [...shown.values()].sort((a, b) => (a.staleAt < b.staleAt ? -1 : 1)),
    };
  };
}

const attributesOf = ({ name, preferredLanguage, timeZone, identifiers, attributes }: Personal): string[] => [
  ...(name === null ? [] : ['name']),
  ...(preferredLanguage === null ? [] : ['preferredLanguage']),
  ...(timeZone === null ? [] : ['timeZone']),
  ...identifiers.map(({ type }) => type),
  ...Object.keys(attributes),
];
