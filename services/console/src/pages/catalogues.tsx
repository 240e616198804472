import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { catalogueQuery, type CatalogueVersion } from '../api/catalogues.ts';
import { useSession } from '../api/session.ts';
import { Head, Panel } from '../parts/head.tsx';
import { ListPanel } from '../parts/listing.tsx';
import { Moment } from '../parts/moment.tsx';
import { Only } from '../parts/only.tsx';
import { PublishForm } from '../parts/publish-form.tsx';
import { Loaded, Rows } from '../parts/states.tsx';
import classes from './customer.module.css';

export const CATALOGUES = [
  'style',
  'style-questionnaire',
  'needs',
  'health',
  'opportunity',
  'products',
  'purposes',
  'attributes',
] as const;
const OF_PRIVACY = ['purposes', 'attributes'];

function One({ name }: { name: string }) {
  const { t } = useTranslation();
  const role = useSession().session?.role;
  const query = useQuery(catalogueQuery(name));
  const may = role === 'administrator' || (role === 'privacyOfficer' && OF_PRIVACY.includes(name));
  return (
    <div className={classes['halves']}>
      <Panel title={t('catalogues.inForce')}>
        <Loaded query={query} skeleton={<Rows n={10} />}>
          {({ version, content }) => (
            <PublishForm
              key={version}
              path={`/api/profile/v1/catalogue-versions/${name}`}
              field="content"
              list="catalogues"
              version={version}
              content={content}
              may={may}
            />
          )}
        </Loaded>
      </Panel>
      <ListPanel<CatalogueVersion>
        title={t('catalogues.versions')}
        scope="catalogues"
        path={`/api/profile/v1/catalogues/${name}/versions`}
        empty={t('catalogues.none')}
        keyOf={row => String(row.version)}
        columns={[
          { head: t('surveys.version'), cell: ({ version }) => version },
          { head: t('surveys.since'), cell: ({ validFrom }) => <Moment at={validFrom} /> },
          { head: t('surveys.publishedBy'), cell: ({ publishedBy }) => publishedBy?.slice(0, 12) ?? '–' },
        ]}
      />
    </div>
  );
}

function Chosen() {
  const { t } = useTranslation();
  const { name = 'style' } = useSearch({ from: '/catalogues' });
  const navigate = useNavigate({ from: '/catalogues' });
  return (
    <>
      <Head title={t('catalogues.title')}>
        <NativeSelect
          size="xs"
          aria-label={t('catalogues.which')}
          value={name}
          onChange={event => void navigate({ search: { name: event.currentTarget.value } })}
          data={CATALOGUES.map(value => ({ value, label: t(`catalogues.name.${value}`) }))}
        />
      </Head>
      <p className="dim">{t('catalogues.about')}</p>
      <One key={name} name={name} />
    </>
  );
}

/** Reference data in versions: what is in force, what was, and for whom it is, a new version. */
export function Catalogues() {
  return (
    <Only section="catalogues">
      <Chosen />
    </Only>
  );
}
