import { Drawer, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Article, Share, Usefulness } from '../api/delivery.ts';
import { percent } from '../format/figures.ts';
import { textIn } from '../format/texts.ts';
import { ListPanel } from './listing.tsx';
import table from './table.module.css';

function Used({ code }: { code: string }) {
  const { t, i18n } = useTranslation();
  const shown = (share: Share): string =>
    share === null ? '–' : t('delivery.shareOf', { share: percent(share.value, i18n.language), n: share.n });
  return (
    <ListPanel<Usefulness>
      title={t('delivery.used')}
      scope="delivery"
      path={`/api/interactions/v1/knowledge/${code}/usefulness`}
      empty={t('delivery.usedNone')}
      keyOf={row => String(row.version)}
      columns={[
        { head: t('delivery.version'), cell: ({ version }) => version },
        { head: t('delivery.uses'), number: true, cell: ({ uses }) => uses },
        { head: t('delivery.helpedAgent'), cell: ({ helpful }) => shown(helpful.agent) },
        { head: t('delivery.helpedCustomer'), cell: ({ helpful }) => shown(helpful.customer) },
        { head: t('delivery.atOnce'), cell: row => shown(row.resolvedInOneContact) },
      ]}
    />
  );
}

const titleOf = ({ form: { texts } }: Article, locale: string): string =>
  textIn({ en: texts.en.title, zh: texts.zh.title }, locale);

/** Articles and reply templates, and whether they are of use. */
export function ArticlesPanel() {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState<Article | null>(null);
  return (
    <>
      <ListPanel<Article>
        title={t('delivery.articles')}
        scope="articles"
        path="/api/interactions/v1/knowledge"
        empty={t('delivery.articlesNone')}
        keyOf={row => row.code}
        columns={[
          {
            head: t('delivery.name'),
            cell: row => (
              <UnstyledButton fz={14} className={table['link'] ?? ''} onClick={() => setOpen(row)}>
                {titleOf(row, i18n.language)}
              </UnstyledButton>
            ),
          },
          { head: t('delivery.version'), number: true, cell: ({ version }) => version },
          { head: t('delivery.kind'), cell: ({ form }) => t(`delivery.${form.kind}`) },
        ]}
      />
      <Drawer
        opened={open !== null}
        onClose={() => setOpen(null)}
        position="right"
        size={560}
        title={open && titleOf(open, i18n.language)}
        closeButtonProps={{ 'aria-label': t('act.close') }}
      >
        {open && <Used code={open.code} />}
      </Drawer>
    </>
  );
}
