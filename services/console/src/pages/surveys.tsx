import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SamplingRules, SurveyRow } from '../api/dealing-types.ts';
import { percent } from '../format/figures.ts';
import { textIn } from '../format/texts.ts';
import { word } from '../format/words.ts';
import { Head } from '../parts/head.tsx';
import { ListPanel } from '../parts/listing.tsx';
import { Moment } from '../parts/moment.tsx';
import { Only } from '../parts/only.tsx';
import { SurveyDrawer } from '../parts/survey-drawer.tsx';
import table from '../parts/table.module.css';
import classes from './customer.module.css';

function Surveyed({ onOpen }: { onOpen: (row: SurveyRow) => void }) {
  const { t, i18n } = useTranslation();
  return (
    <ListPanel<SurveyRow>
      title={t('surveys.surveys')}
      scope="surveys"
      path="/api/interactions/v1/surveys"
      empty={t('surveys.none')}
      keyOf={row => row.code}
      columns={[
        {
          head: t('surveys.survey'),
          cell: row => (
            <UnstyledButton fz={14} className={table['link'] ?? ''} onClick={() => onOpen(row)}>
              {textIn(row.form.title, i18n.language)}
            </UnstyledButton>
          ),
        },
        { head: t('surveys.version'), number: true, cell: ({ version }) => version },
        { head: t('surveys.kind'), cell: ({ form }) => word(t, 'survey', form.kind) },
        { head: t('surveys.by'), wideOnly: true, cell: ({ form }) => t(`surveys.${form.answeredBy}`) },
        { head: t('surveys.since'), wideOnly: true, cell: ({ validFrom }) => <Moment at={validFrom} /> },
      ]}
    />
  );
}

const shares = (rules: SamplingRules['rules'], name: (rule: SamplingRules['rules'][number]) => string): string =>
  rules.map(name).join(' · ');

function Sampling() {
  const { t, i18n } = useTranslation();
  const named = ({ survey, share, channel, valueClass }: SamplingRules['rules'][number]): string =>
    [word(t, 'survey', survey), percent(share, i18n.language), word(t, 'channel', channel), valueClass]
      .filter(Boolean)
      .join(' ');
  return (
    <ListPanel<SamplingRules>
      title={t('surveys.sampling')}
      scope="surveys"
      path="/api/interactions/v1/sampling-rules"
      empty={t('surveys.samplingNone')}
      keyOf={row => String(row.version)}
      columns={[
        { head: t('surveys.version'), cell: ({ version }) => version },
        {
          head: t('surveys.state'),
          cell: ({ on }) => <span className={on ? 'good' : 'dim'}>{t(on ? 'surveys.on' : 'surveys.off')}</span>,
        },
        { head: t('surveys.since'), cell: ({ validFrom }) => <Moment at={validFrom} /> },
        { head: t('surveys.rest'), wideOnly: true, number: true, cell: ({ restDays }) => restDays },
        { head: t('surveys.rules'), wideOnly: true, cell: ({ rules }) => shares(rules, named) || '–' },
      ]}
    />
  );
}

/** What is asked of customers, and who is asked. */
export function Surveys() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<SurveyRow | null>(null);
  return (
    <Only section="surveys">
      <Head title={t('surveys.title')} />
      <div className={classes['side']}>
        <Surveyed onOpen={setOpen} />
        <Sampling />
      </div>
      <SurveyDrawer survey={open} onClose={() => setOpen(null)} />
    </Only>
  );
}
