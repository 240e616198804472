import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../api/client.ts';
import { oneQuery } from '../api/lists.ts';
import type { CustomerView, MaskedIdentifier } from '../api/types.ts';
import { useAct } from '../api/use-act.ts';
import { dateOf } from '../format/time.ts';
import { word } from '../format/words.ts';
import { Panel } from './head.tsx';
import { Listing } from './listing.tsx';
import { Moment } from './moment.tsx';
import { Failed, Loaded, Rows } from './states.tsx';
import { Why } from './why.tsx';

interface Recorded {
  name: string | null;
  preferredLanguage: string | null;
  timeZone: string | null;
  attributes?: Record<string, unknown>;
}

interface Detail {
  attribute: string;
  value: string;
}

const detailsOf = (recorded: Recorded, identifiers: readonly MaskedIdentifier[]): Detail[] => {
  const { name, preferredLanguage, timeZone, attributes = {} } = recorded;
  const own = Object.entries({ name, preferredLanguage, timeZone, ...attributes });
  return [
    ...own.flatMap(([attribute, value]) => (value == null ? [] : [{ attribute, value: String(value) }])),
    ...identifiers.map(({ type, masked }) => ({ attribute: type, value: masked })),
  ];
};

/** What is personal of the customer, each with when it was last confirmed to be right. */
export function PersonalDetails({ view }: { view: CustomerView }) {
  const { t, i18n } = useTranslation();
  const id = view.customerId;
  const queries = useQueryClient();
  const query = useQuery(oneQuery<Recorded>(id, `/api/profile/v1/customers/${id}`));
  const confirm = useAct({
    send: (attributes: readonly string[], idempotencyKey) =>
      request(`/api/profile/v1/customers/${id}/confirmations`, {
        method: 'POST',
        body: { attributes },
        idempotencyKey,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['view', id] }),
  });
  const confirmedAt = new Map(view.details?.map(each => [each.attribute, each]));
  const last = ({ attribute }: Detail) => {
    const known = confirmedAt.get(attribute);
    if (!known) return <span className="dim">{t('privacy.neverConfirmed')}</span>;
    const stale = Date.parse(known.staleAt) < Date.now();
    return (
      <Why figure="staleDetails" label={t('privacy.confirmed')}>
        <span className={stale ? 'warn' : ''}>
          <Moment at={known.confirmedAt} />
          {stale && ` · ${t('privacy.stale')}`}
        </span>
      </Why>
    );
  };
  const said = view.languageSaid;
  const value = ({ attribute, value: text }: Detail) =>
    attribute === 'preferredLanguage' && said ? (
      <>
        {text}
        <br />
        <small className="dim">
          {t(said.saidBy ? 'customer.saidOn' : 'privacy.notedOn', {
            by: word(t, 'needAspect', said.saidBy),
            date: dateOf(said.saidAt, i18n.language),
          })}
        </small>
      </>
    ) : (
      text
    );
  const columns = [
    { head: t('privacy.detail'), cell: ({ attribute }: Detail) => word(t, 'attribute', attribute) },
    { head: t('privacy.confirmed'), cell: last },
    { head: t('privacy.value'), cell: value },
  ];
  return (
    <Panel title={t('privacy.details')}>
      <Loaded query={query} skeleton={<Rows n={4} />}>
        {recorded => {
          const rows = detailsOf(recorded, view.identifiers ?? []);
          const attributes = [...new Set(rows.map(({ attribute }) => attribute))];
          return (
            <>
              <Listing
                label={t('privacy.details')}
                rows={rows}
                columns={columns}
                keyOf={({ attribute, value }) => `${attribute}/${value}`}
              />
              {rows.length > 0 && (
                <Button
                  mt={10}
                  size="xs"
                  variant="default"
                  loading={confirm.isPending}
                  onClick={() => confirm.mutate(attributes)}
                >
                  {t('privacy.confirmAll')}
                </Button>
              )}
            </>
          );
        }}
      </Loaded>
      {confirm.isError && <Failed error={confirm.error} />}
    </Panel>
  );
}
