import { Group } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request, requestText } from '../api/client.ts';
import { listQuery } from '../api/lists.ts';
import type { ErasureRequest, Hold } from '../api/privacy-types.ts';
import { useSession } from '../api/session.ts';
import { save } from '../format/save.ts';
import { dateOf } from '../format/time.ts';
import { word } from '../format/words.ts';
import { Panel } from './head.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { Loaded, Rows } from './states.tsx';

const post = (path: string, body: object, idempotencyKey: string) =>
  request(path, { method: 'POST', body, idempotencyKey });

function Holds({ id }: { id: string }) {
  const { t } = useTranslation();
  const path = `/api/profile/v1/customers/${id}/holds`;
  const query = useInfiniteQuery(listQuery<Hold>(id, path));
  return (
    <Loaded query={query} skeleton={<Rows n={1} />}>
      {({ pages }) =>
        pages
          .flatMap(page => page.items)
          .map(({ holdId, reason }) => (
            <p key={holdId} className="warn">
              {t('privacy.held', { reason: word(t, 'reason', reason) })}{' '}
              <ReasonDialog
                label={t('privacy.release')}
                about={t('privacy.releaseAbout')}
                reasons={['settled', 'placedInError']}
                act={(why, key) => post(`${path}/${holdId}/release`, { reason: why }, key)}
              />
            </p>
          ))
      }
    </Loaded>
  );
}

function Asked({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const requests = useInfiniteQuery(
    listQuery<ErasureRequest>('erasures', '/api/profile/v1/erasure-requests', { open: 'true', customer: id }),
  );
  const own = requests.data?.pages.flatMap(page => page.items) ?? [];
  return own.map(({ requestId, dueOn, channel }) => (
    <p key={requestId} className="warn">
      {t('privacy.erasureAsked', { due: dateOf(dueOn, i18n.language), channel: word(t, 'askedBy', channel) })}
    </p>
  ));
}

function Officer({ id }: { id: string }) {
  const { t } = useTranslation();
  const path = `/api/profile/v1/customers/${id}`;
  return (
    <>
      <Asked id={id} />
      <Holds id={id} />
      <Group gap="xs">
        <ReasonDialog
          label={t('privacy.export')}
          about={t('privacy.exportAbout')}
          reasons={['subjectAccess', 'authority']}
          act={async reason => {
            const document = await requestText(`/api/customers/${id}/exports`, { method: 'POST', body: { reason } });
            save(`customer-${id}.json`, document, 'application/json');
          }}
        />
        <ReasonDialog
          label={t('privacy.hold')}
          about={t('privacy.holdAbout')}
          reasons={['litigation', 'authority', 'audit']}
          act={(reason, key) => post(`${path}/holds`, { reason }, key)}
        />
        <ReasonDialog
          grave
          label={t('privacy.erase')}
          about={t('privacy.eraseAbout')}
          reasons={['customerRequest', 'retentionEnded', 'recordedInError']}
          act={(reason, key) => post(`${path}/erasure`, { reason }, key)}
        />
      </Group>
    </>
  );
}

/** What may be done for privacy: whoever talks to the customer takes a wish down, the privacy officer does what follows. */
export function PrivacyActions({ id }: { id: string }) {
  const { t } = useTranslation();
  const role = useSession().session?.role;
  return (
    <Panel title={t('privacy.actions')}>
      {role === 'privacyOfficer' ? (
        <Officer id={id} />
      ) : (
        <>
          <p>{t('privacy.wishAbout')}</p>
          <ReasonDialog
            label={t('privacy.wish')}
            about={t('privacy.wishHow')}
            group="askedBy"
            reasons={['phone', 'email', 'letter', 'inPerson', 'web', 'other']}
            act={(channel, key) => post(`/api/profile/v1/customers/${id}/erasure-requests`, { channel }, key)}
          />
        </>
      )}
    </Panel>
  );
}
