import { Drawer } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customerSatisfactionQuery, figureQuery } from '../api/queries.ts';
import type { FigureExplained, TimelineItem } from '../api/types.ts';
import { textIn } from '../format/texts.ts';
import { dateTime } from '../format/time.ts';
import { ExperienceList } from './experience-list.tsx';
import classes from './figure-drawer.module.css';
import { More } from './more.tsx';
import { Empty, Loaded, Rows } from './states.tsx';
import { TimelineLines } from './timeline-lines.tsx';

/** What these rest on is weighed: shown with scores and weights, instead of as bare events. */
const WEIGHED = ['satisfaction', 'trend', 'owed'];

function Experiences({ id }: { id: string }) {
  const query = useQuery(customerSatisfactionQuery(id));
  return (
    <Loaded query={query} skeleton={<Rows n={6} />}>
      {data => <ExperienceList data={data} />}
    </Loaded>
  );
}

function Definition({ explained: { definition, asOf, n } }: { explained: FigureExplained }) {
  const { t, i18n } = useTranslation();
  const facts = [t('customer.asOf', { time: dateTime(asOf, i18n.language) }), t('figure.events', { n, count: n })];
  return (
    <>
      <h3>{t('figure.definition')}</h3>
      <p>{textIn(definition, i18n.language)}</p>
      <p className="dim">{facts.join(' · ')}</p>
    </>
  );
}

function Behind({ items }: { items: readonly TimelineItem[] }) {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t('figure.behind')}</h3>
      {items.length === 0 ? <Empty>{t('figure.noEvents')}</Empty> : <TimelineLines items={items} />}
    </>
  );
}

function Explained({ figure, id }: { figure: string; id: string }) {
  const query = useInfiniteQuery(figureQuery(id, figure));
  return (
    <Loaded query={query} skeleton={<Rows n={8} />}>
      {data => {
        const [first] = data.pages;
        const items = data.pages.flatMap(page => page.items);
        if (!first) return null;
        return (
          <div className={classes['body']}>
            <Definition explained={first} />
            {WEIGHED.includes(figure) ? <Experiences id={id} /> : <Behind items={items} />}
            {!WEIGHED.includes(figure) && <More query={query} />}
          </div>
        );
      }}
    </Loaded>
  );
}

function Title({ figure, id }: { figure: string; id: string }) {
  const { i18n } = useTranslation();
  const name = useInfiniteQuery(figureQuery(id, figure)).data?.pages[0]?.name;
  return name ? textIn(name, i18n.language) : '…';
}

/** Why a figure is what it is: its definition, date and count, and the events behind it. */
export function FigureDrawer({ figure, id, onClose }: { figure: string | null; id: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={figure !== null}
      onClose={onClose}
      position="right"
      size={460}
      title={figure && <Title figure={figure} id={id} />}
      closeButtonProps={{ 'aria-label': t('figure.close') }}
    >
      {figure && <Explained key={figure} figure={figure} id={id} />}
    </Drawer>
  );
}
