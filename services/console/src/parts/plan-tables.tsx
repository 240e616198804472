import { useTranslation } from 'react-i18next';
import type { Lesson, Opportunity, PlanAction } from '../api/plan-types.ts';
import { money, percent } from '../format/figures.ts';
import { dateOf } from '../format/time.ts';
import { word } from '../format/words.ts';
import { Panel } from './head.tsx';
import { Listing } from './listing.tsx';
import { Moment } from './moment.tsx';
import { Empty } from './states.tsx';
import { Why } from './why.tsx';

const day = (at: string | null, locale: string): string => (at === null ? '–' : dateOf(at, locale));

/** Part 3: what may be sold, with what it is worth and how likely that is. */
export function PlanOpportunities({ items }: { items: readonly Opportunity[] }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const columns = [
    { head: t('plan.opportunity'), cell: ({ title }: Opportunity) => title ?? t('plan.untitled') },
    { head: t('plan.stage'), cell: ({ stage }: Opportunity) => word(t, 'opportunityStage', stage) },
    {
      head: t('plan.amount'),
      number: true,
      cell: ({ amount }: Opportunity) =>
        amount && (
          <Why figure="opportunities" label={t('plan.amount')}>
            {money(amount, locale)}
          </Why>
        ),
    },
    {
      head: t('plan.probability'),
      number: true,
      cell: ({ probability }: Opportunity) => percent(probability / 100, locale),
    },
    { head: t('plan.closeOn'), wideOnly: true, cell: ({ closeOn }: Opportunity) => day(closeOn, locale) },
  ];
  return (
    <Panel title={t('plan.opportunities')}>
      {items.length === 0 ? (
        <Empty>{t('plan.opportunitiesNone')}</Empty>
      ) : (
        <Listing label={t('plan.opportunities')} rows={items} columns={columns} keyOf={one => one.opportunityId} />
      )}
    </Panel>
  );
}

/** Part 5: who does what by when. */
export function PlanActions({ items }: { items: readonly PlanAction[] }) {
  const { t, i18n } = useTranslation();
  const columns = [
    { head: t('plan.action'), cell: ({ what }: PlanAction) => what ?? t('plan.untitled') },
    {
      head: t('plan.dueOn'),
      cell: ({ dueOn, overdue, outcome }: PlanAction) => (
        <span className={overdue && outcome === null ? 'bad' : ''}>
          {day(dueOn, i18n.language)}
          {overdue && outcome === null && ` · ${t('plan.overdue')}`}
        </span>
      ),
    },
    { head: t('plan.who'), cell: ({ ownerId }: PlanAction) => ownerId },
    {
      head: t('plan.outcome'),
      cell: ({ outcome }: PlanAction) => (outcome === null ? t('plan.open') : word(t, 'actionOutcome', outcome)),
    },
  ];
  return (
    <Panel title={t('plan.actions')}>
      {items.length === 0 ? (
        <Empty>{t('plan.actionsNone')}</Empty>
      ) : (
        <Listing label={t('plan.actions')} rows={items} columns={columns} keyOf={one => one.actionId} />
      )}
    </Panel>
  );
}

/** What was learnt from the business done. */
export function PlanLessons({ items }: { items: readonly Lesson[] }) {
  const { t } = useTranslation();
  const columns = [
    { head: t('plan.when'), cell: ({ loggedAt }: Lesson) => <Moment at={loggedAt} /> },
    { head: t('plan.lesson'), cell: ({ text, kind }: Lesson) => text ?? word(t, 'lessonKind', kind) },
  ];
  if (items.length === 0) return null;
  return (
    <Panel title={t('plan.lessons')}>
      <Listing label={t('plan.lessons')} rows={items} columns={columns} keyOf={one => one.lessonId} />
    </Panel>
  );
}
