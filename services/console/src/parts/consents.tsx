import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { catalogueQuery } from '../api/catalogues.ts';
import type { CustomerView, ShownConsent } from '../api/types.ts';
import { textsIn } from '../format/texts-in.ts';
import { textIn } from '../format/texts.ts';
import { humanise, word } from '../format/words.ts';
import { Panel } from './head.tsx';
import { Listing } from './listing.tsx';
import { Moment } from './moment.tsx';
import { Empty } from './states.tsx';
import { Why } from './why.tsx';

/** What the customer agreed to, the strictest of all records. */
export function Consents({ view: { consents = [] } }: { view: CustomerView }) {
  const { t, i18n } = useTranslation();
  const texts = textsIn(useQuery(catalogueQuery('purposes')).data?.content);
  const purposeOf = (code: string): string => {
    const text = texts[code];
    return text ? textIn(text, i18n.language) : humanise(code);
  };
  const columns = [
    { head: t('privacy.purpose'), cell: ({ purpose }: ShownConsent) => purposeOf(purpose) },
    {
      head: t('privacy.said'),
      cell: ({ given }: ShownConsent) => (
        <Why figure="consents" label={t('privacy.consents')}>
          <span className={given ? 'good' : 'bad'}>{t(given ? 'privacy.given' : 'privacy.withdrawn')}</span>
        </Why>
      ),
    },
    { head: t('privacy.channel'), cell: ({ channel }: ShownConsent) => word(t, 'channel', channel) },
    { head: t('privacy.since'), cell: ({ since }: ShownConsent) => <Moment at={since} /> },
    {
      head: t('privacy.evidence'),
      wideOnly: true,
      cell: ({ evidence }: ShownConsent) => word(t, 'evidence', evidence),
    },
  ];
  return (
    <Panel title={t('privacy.consents')}>
      {consents.length === 0 ? (
        <Empty>{t('privacy.consentsNone')}</Empty>
      ) : (
        <Listing
          label={t('privacy.consents')}
          rows={consents}
          columns={columns}
          keyOf={({ purpose, channel }) => `${purpose}/${channel}`}
        />
      )}
    </Panel>
  );
}
