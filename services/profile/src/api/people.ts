import type { Messaging } from '@rapport/messaging';
import { peopleOf } from '../projections/account.query.ts';
import { customerDocuments, type CustomerDocument } from '../projections/customer-document.ts';

/** Someone who speaks for an enterprise, as the view of that person has it. */
interface Person extends Pick<CustomerDocument, 'name' | 'feedback' | 'satisfaction'> {
  readonly personId: string;
  readonly roles: readonly string[];
}

/**
 * What the people of these recorded ids said: it counts for each of them, and here for the enterprise too. Whom none of the
 * staff sees is left out, of the mean as well: of one person it would be their own.
 */
export async function feedbackOfPeople(
  { identity, pool }: Messaging,
  recorded: readonly string[],
  staff: readonly string[] | null,
): Promise<{
  readonly items: readonly Person[];
  readonly feedback: { readonly count: number; readonly last: CustomerDocument['feedback']['last'] };
  /** The mean of those of whom it is known, each counted alike. */
  readonly satisfaction: { readonly value: number; readonly people: number } | null;
}> {
  const linked = await peopleOf(pool, recorded, staff);
  const current = await identity.current(linked.map(({ personId }) => personId));
  const documents = await customerDocuments(pool, [...new Set(current.values())]);
  const byPerson = Map.groupBy(linked, ({ personId }) => current.get(personId) ?? personId);
  const items = [...byPerson].flatMap(([personId, links]) => {
    const document = documents.get(personId);
    const roles = [...new Set(links.flatMap(link => link.roles))].sort();
    if (!document) return [];
    const { name, feedback, satisfaction } = document;
    return [{ personId, roles, name, feedback, satisfaction }];
  });
  const known = items.flatMap(({ satisfaction }) => satisfaction?.value ?? []);
  const sum = known.reduce((one, other) => one + other, 0);
  return {
    items,
    feedback: {
      count: items.reduce((count, { feedback }) => count + feedback.count, 0),
      last:
        items
          .flatMap(({ feedback }) => feedback.last ?? [])
          .sort((a, b) => (a.occurredAt < b.occurredAt ? 1 : -1))[0] ?? null,
    },
    satisfaction: known.length === 0 ? null : { value: sum / known.length, people: known.length },
  };
}
