import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timelineQuery } from '../api/queries.ts';
import type { LiveLine } from '../api/use-live.ts';
import { Panel } from './head.tsx';
import { LiveDot } from './live-dot.tsx';
import { More } from './more.tsx';
import { Empty, Loaded, Rows } from './states.tsx';
import { TimelineLines } from './timeline-lines.tsx';
import classes from './timeline.module.css';

const KINDS = ['contact', 'feedback', 'purchase', 'complaint', 'promise', 'loyalty', 'profile'] as const;

export function Timeline({ id, line }: { id: string; line: LiveLine }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState('');
  const query = useInfiniteQuery(timelineQuery(id, kind));
  const aside = (
    <span className={classes['aside']}>
      <NativeSelect
        size="xs"
        aria-label={t('kind.label')}
        value={kind}
        onChange={event => setKind(event.currentTarget.value)}
        data={[{ value: '', label: t('kind.all') }, ...KINDS.map(value => ({ value, label: t(`kind.${value}`) }))]}
      />
      <LiveDot line={line} />
    </span>
  );
  return (
    <Panel title={t('customer.timeline')} aside={aside}>
      <Loaded query={query} skeleton={<Rows n={9} />}>
        {data => {
          const items = data.pages.flatMap(page => page.items);
          if (items.length === 0) return <Empty>{t(kind ? 'customer.noEventsKind' : 'customer.noEvents')}</Empty>;
          return <TimelineLines items={items} marksNew />;
        }}
      </Loaded>
      <More query={query} />
    </Panel>
  );
}
