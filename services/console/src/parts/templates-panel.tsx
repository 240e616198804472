import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../api/delivery.ts';
import { word } from '../format/words.ts';
import { ListPanel } from './listing.tsx';
import { Moment } from './moment.tsx';
import table from './table.module.css';
import { TemplateDrawer } from './template-drawer.tsx';

/** Messages in words, as they are used now. */
export function TemplatesPanel() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Template | null>(null);
  return (
    <>
      <ListPanel<Template>
        title={t('delivery.templates')}
        scope="delivery"
        path="/api/interactions/v1/message-templates"
        empty={t('delivery.templatesNone')}
        keyOf={row => row.code}
        columns={[
          {
            head: t('delivery.template'),
            cell: row => (
              <UnstyledButton fz={14} className={table['link'] ?? ''} onClick={() => setOpen(row)}>
                {word(t, 'template', row.code)}
              </UnstyledButton>
            ),
          },
          { head: t('delivery.version'), number: true, cell: ({ version }) => version },
          { head: t('delivery.channel'), cell: ({ form }) => word(t, 'channel', form.channel) },
          { head: t('delivery.validFrom'), wideOnly: true, cell: ({ validFrom }) => <Moment at={validFrom} /> },
        ]}
      />
      <TemplateDrawer template={open} onClose={() => setOpen(null)} />
    </>
  );
}
