import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rulesQuery, type StrategyRules } from '../api/strategy.ts';
import { percent } from '../format/figures.ts';
import { Panel } from './head.tsx';
import { Listing, type Column } from './listing.tsx';
import { Moment } from './moment.tsx';
import { Loaded, Rows } from './states.tsx';
import { StrategyMatrix } from './strategy-matrix.tsx';
import table from './table.module.css';
import { useNow } from './use-now.ts';

function Versions({ items }: { items: readonly StrategyRules[] }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const [chosen, setChosen] = useState<number | null>(null);
  const inForce = items.find(({ validFrom }) => Date.parse(validFrom) <= now);
  const shown = items.find(({ version }) => version === chosen) ?? inForce;
  const columns: Column<StrategyRules>[] = [
    {
      head: t('strategyRules.version'),
      cell: ({ version }) => (
        <UnstyledButton fz={14} className={table['link'] ?? ''} onClick={() => setChosen(version)}>
          {t('rules.version', { n: version })}
          {version === inForce?.version && ` · ${t('strategyRules.inForce')}`}
        </UnstyledButton>
      ),
    },
    { head: t('strategyRules.since'), cell: ({ validFrom }) => <Moment at={validFrom} /> },
    { head: t('strategyRules.by'), cell: ({ publishedBy }) => publishedBy.slice(0, 12) },
    {
      head: t('strategyRules.lifetime'),
      wideOnly: true,
      cell: ({ content: { lifetimeValue } }) =>
        t('strategyRules.horizon', {
          months: lifetimeValue.horizonMonths,
          rate: percent(lifetimeValue.discountRate, i18n.language),
        }),
    },
  ];
  return (
    <>
      {shown && <StrategyMatrix rules={shown} />}
      <Listing label={t('strategyRules.versions')} rows={items} columns={columns} keyOf={row => String(row.version)} />
    </>
  );
}

/** By which rules something is proposed: the version in force, or the one that was chosen. */
export function StrategyRulesPanel() {
  const { t } = useTranslation();
  const query = useQuery(rulesQuery);
  return (
    <Panel title={t('strategyRules.title')}>
      <Loaded query={query} skeleton={<Rows n={4} />}>
        {({ items }) => <Versions items={items} />}
      </Loaded>
    </Panel>
  );
}
