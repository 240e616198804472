import { Drawer } from '@mantine/core';
import { useInfiniteQuery, type UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { timelineQuery } from '../api/queries.ts';
import type { CustomerSatisfaction, CustomerView } from '../api/types.ts';
import { dateTime } from '../format/time.ts';
import { ExperienceList } from './experience-list.tsx';
import classes from './figure-drawer.module.css';
import { More } from './more.tsx';
import { Empty, Loaded, Rows } from './states.tsx';
import { TimelineLines } from './timeline-lines.tsx';

export type FigureName = 'satisfaction' | 'owed' | 'contacts' | 'points' | 'purchases' | 'feedback';

const KIND: Partial<Record<FigureName, string>> = {
  contacts: 'contact',
  points: 'loyalty',
  purchases: 'purchase',
  feedback: 'feedback',
};
const LABEL: Record<FigureName, string> = {
  satisfaction: 'customer.satisfaction',
  owed: 'customer.owed',
  contacts: 'customer.contacts',
  points: 'customer.points',
  purchases: 'customer.purchases',
  feedback: 'customer.lastSurvey',
};

function Events({ id, kind }: { id: string; kind: string }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(timelineQuery(id, kind));
  return (
    <Loaded query={query} skeleton={<Rows n={5} />}>
      {data => {
        const items = data.pages.flatMap(page => page.items);
        return (
          <>
            <h3>{t('figure.events')}</h3>
            {items.length === 0 ? <Empty>{t('figure.noEvents')}</Empty> : <TimelineLines items={items} />}
            <More query={query} />
          </>
        );
      }}
    </Loaded>
  );
}

interface Props {
  name: FigureName | null;
  id: string;
  view: CustomerView;
  satisfaction: UseQueryResult<CustomerSatisfaction>;
  onClose: () => void;
}

export function FigureDrawer({ name, id, view, satisfaction, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const kind = name ? KIND[name] : undefined;
  const asOf = kind ? view.asOf : satisfaction.data?.asOf;
  return (
    <Drawer
      opened={name !== null}
      onClose={onClose}
      position="right"
      size={460}
      title={name ? t(LABEL[name]) : ''}
      closeButtonProps={{ 'aria-label': t('figure.close') }}
    >
      {name && (
        <div className={classes['body']}>
          <h3>{t('figure.definition')}</h3>
          <p>{t(`definition.${name}`)}</p>
          {asOf && <p className="dim">{t('customer.asOf', { time: dateTime(asOf, i18n.language) })}</p>}
          {kind ? (
            <Events id={id} kind={kind} />
          ) : (
            <Loaded query={satisfaction} skeleton={<Rows n={6} />}>
              {data => <ExperienceList data={data} />}
            </Loaded>
          )}
        </div>
      )}
    </Drawer>
  );
}
