import { useTranslation } from 'react-i18next';
import { request } from '../api/client.ts';
import type { IdentityDecision } from '../api/privacy-types.ts';
import type { CustomerView } from '../api/types.ts';
import { word } from '../format/words.ts';
import { ListPanel } from './listing.tsx';
import { Moment } from './moment.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { Why } from './why.tsx';

const REASONS = ['wrongMerge', 'sharedIdentifier', 'customerRequest'] as const;

function Undo({ id, absorbedId }: { id: string; absorbedId: string }) {
  const { t } = useTranslation();
  return (
    <ReasonDialog
      label={t('identity.unmerge')}
      about={t('identity.unmergeAbout')}
      reasons={REASONS}
      act={(reason, idempotencyKey) =>
        request(`/api/profile/v1/customers/${id}/unmerges`, {
          method: 'POST',
          body: { absorbedId, reason },
          idempotencyKey,
        })
      }
    />
  );
}

/** Who was merged with whom, parted or kept apart, and why; what is merged now can be parted again. */
export function IdentityHistory({ view, mayUnmerge }: { view: CustomerView; mayUnmerge: boolean }) {
  const { t } = useTranslation();
  const id = view.customerId;
  const merged = new Set(view.mergedFrom);
  const undoable = ({ what, otherId }: IdentityDecision) => mayUnmerge && what === 'merged' && merged.has(otherId);
  return (
    <ListPanel<IdentityDecision>
      title={t('identity.title')}
      scope={id}
      path={`/api/profile/v1/customers/${id}/identity-history`}
      empty={t('identity.none')}
      keyOf={row => row.eventId}
      aside={
        merged.size > 0 && (
          <Why figure="merged" label={t('identity.merged', { count: merged.size })}>
            <small className="dim">{t('identity.merged', { count: merged.size })}</small>
          </Why>
        )
      }
      columns={[
        { head: t('identity.what'), cell: ({ what }) => t(`identity.${what}One`) },
        { head: t('identity.when'), cell: ({ occurredAt }) => <Moment at={occurredAt} /> },
        { head: t('identity.reason'), cell: ({ reason }) => word(t, 'reason', reason) },
        { head: t('identity.by'), wideOnly: true, cell: ({ actor }) => <code>{actor.slice(0, 12)}</code> },
        {
          head: t('identity.do'),
          cell: row => undoable(row) && <Undo id={row.customerId} absorbedId={row.otherId} />,
        },
      ]}
    />
  );
}
