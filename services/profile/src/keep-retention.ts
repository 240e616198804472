import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import { eraseCustomer } from './api/erase.ts';
import type { AttributesContent } from './api/privacy-catalogues.ts';
import { retentionRules } from './domain/retention-rules.ts';

const AT_ONCE = 50;

/** Tells the services by which rules they remove what is personal for its age; the same version again is not told. */
export async function tellRules(
  messaging: Messaging,
  version: number,
  { attributes }: AttributesContent,
): Promise<void> {
  const rules = attributes.flatMap(({ service, kind, field, months }) =>
    months === null ? [] : [{ service, kind, field, months }],
  );
  const command = { type: 'TellRetentionRules', version, rules } as const;
  const context = { subject: 'catalogue:attributes', actor: 'clock' };
  await messaging.handle(retentionRules, 'attributes', command, context);
}

// What was filed afterwards is as old as its filing: whoever imports a history of many years does not do so to have it erased.
const INACTIVE = `
select v.customer_id as id from app.customer_view v
left join messaging.personal p on p.stream = 'customer-' || v.customer_id
where v.party_type is not null and v.stage is distinct from 'erased' and v.seen_at < now() - make_interval(months => $1)
  and greatest(v.seen_at, p.stored_at) < now() - make_interval(months => $1)
  and not exists (select from messaging.identity i where i.recorded = v.customer_id)
  and not exists (select from messaging.identity i join app.customer_view a on a.customer_id = i.recorded
    left join messaging.personal ap on ap.stream = 'customer-' || a.customer_id
    where i.current = v.customer_id and greatest(a.seen_at, ap.stored_at) >= now() - make_interval(months => $1))
  and not exists (select from messaging.holds h where not h.released and (h.subject = v.customer_id::text
    or h.subject in (select i.recorded::text from messaging.identity i where i.current = v.customer_id)))
order by v.seen_at limit $2`;

/** Erases some of those of whom nothing was heard for so many months. Answers whether there may be more. */
export async function eraseInactive(messaging: Messaging, months: number): Promise<boolean> {
  const { rows } = await messaging.pool.query<{ id: string }>(INACTIVE, [months, AT_ONCE]);
  for (const { id } of rows) {
    await eraseCustomer(messaging, id, 'retentionOver', { actor: 'clock' }).catch((error: unknown) => {
      // A hold that was placed just now: the view will know it in the next round.
      if (!(error instanceof DomainError)) throw error;
    });
  }
  return rows.length === AT_ONCE;
}
