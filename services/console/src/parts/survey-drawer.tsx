import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SurveyRow } from '../api/dealing-types.ts';
import { textIn } from '../format/texts.ts';
import { ListPanel } from './listing.tsx';
import { Moment } from './moment.tsx';

/** A survey as the customer reads it, and its versions. */
export function SurveyDrawer({ survey, onClose }: { survey: SurveyRow | null; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  return (
    <Drawer
      opened={survey !== null}
      onClose={onClose}
      position="right"
      size={520}
      title={survey && textIn(survey.form.title, locale)}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      {survey && (
        <>
          <p>{textIn(survey.form.intro, locale)}</p>
          <ol>
            {survey.form.questions.map(({ item, text }, i) => (
              <li key={item ?? i}>{text ? textIn(text, locale) : item}</li>
            ))}
          </ol>
          <ListPanel<SurveyRow>
            title={t('surveys.versions')}
            scope="surveys"
            path={`/api/interactions/v1/surveys/${survey.code}/versions`}
            empty={t('surveys.none')}
            keyOf={row => String(row.version)}
            columns={[
              { head: t('surveys.version'), cell: ({ version }) => version },
              { head: t('surveys.since'), cell: ({ validFrom }) => <Moment at={validFrom} /> },
              { head: t('surveys.publishedBy'), cell: ({ publishedBy }) => publishedBy.slice(0, 12) },
            ]}
          />
        </>
      )}
    </Drawer>
  );
}
