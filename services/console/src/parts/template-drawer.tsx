import { Drawer, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { previewQuery, type Template } from '../api/delivery.ts';
import { useSession } from '../api/session.ts';
import { word } from '../format/words.ts';
import { Panel } from './head.tsx';
import { ListPanel } from './listing.tsx';
import { Moment } from './moment.tsx';
import { PublishForm } from './publish-form.tsx';
import { Loaded, Rows } from './states.tsx';

function Preview({ template }: { template: Template }) {
  const { t, i18n } = useTranslation();
  const [language, setLanguage] = useState<'en' | 'zh'>(i18n.language.startsWith('zh') ? 'zh' : 'en');
  const query = useQuery(previewQuery(template, language));
  const choice = (
    <SegmentedControl
      size="xs"
      aria-label={t('delivery.language')}
      value={language}
      onChange={value => setLanguage(value === 'zh' ? 'zh' : 'en')}
      data={[
        { value: 'en', label: 'English' },
        { value: 'zh', label: '中文' },
      ]}
    />
  );
  return (
    <Panel title={t('delivery.preview')} aside={choice}>
      <Loaded query={query} skeleton={<Rows n={5} />}>
        {({ subject, text }) => (
          <div lang={language}>
            {subject && <strong>{subject}</strong>}
            <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</p>
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

/** A template as the customer reads it, its versions, and the next one. */
export function TemplateDrawer({ template, onClose }: { template: Template | null; onClose: () => void }) {
  const { t } = useTranslation();
  const may = useSession().session?.role === 'administrator';
  const path = `/api/interactions/v1/message-templates/${template?.code}/versions`;
  return (
    <Drawer
      opened={template !== null}
      onClose={onClose}
      position="right"
      size={560}
      title={template && word(t, 'template', template.code)}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      {template && (
        <>
          <Preview template={template} />
          <ListPanel<Template>
            title={t('delivery.versions')}
            scope="delivery"
            path={path}
            empty={t('delivery.templatesNone')}
            keyOf={row => String(row.version)}
            columns={[
              { head: t('delivery.version'), cell: ({ version }) => version },
              { head: t('delivery.validFrom'), cell: ({ validFrom }) => <Moment at={validFrom} /> },
              { head: t('delivery.publishedBy'), cell: ({ publishedBy }) => publishedBy.slice(0, 12) },
            ]}
          />
          <PublishForm
            path={path}
            field="form"
            list="delivery"
            version={template.version}
            content={template.form}
            may={may}
          />
        </>
      )}
    </Drawer>
  );
}
