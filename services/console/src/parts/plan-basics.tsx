import { useTranslation } from 'react-i18next';
import type { AccountPlan, Person } from '../api/plan-types.ts';
import { count, decimal } from '../format/figures.ts';
import { factText } from '../format/fact-text.ts';
import { dateOf } from '../format/time.ts';
import { word } from '../format/words.ts';
import { Panel } from './head.tsx';
import { Link } from '@tanstack/react-router';
import { Listing } from './listing.tsx';
import { Pairs } from './pairs.tsx';
import { Empty } from './states.tsx';
import { Why } from './why.tsx';

/** Part 1: what kind of organisation it is. */
export function PlanBasics({ basics }: { basics: AccountPlan['basics'] }) {
  const { t, i18n } = useTranslation();
  const facts = Object.entries(basics ?? {}).map(([fact, value]) => ({
    label: word(t, 'basics', fact),
    value: typeof value === 'number' ? count(value, i18n.language) : factText(value, i18n.language),
  }));
  return (
    <Panel title={t('plan.basics')}>
      {facts.length === 0 ? <Empty>{t('plan.basicsNone')}</Empty> : <Pairs pairs={facts} />}
    </Panel>
  );
}

function People({ people }: { people: readonly Person[] }) {
  const { t, i18n } = useTranslation();
  const columns = [
    {
      head: t('plan.person'),
      cell: ({ personId, name }: Person) => (
        <Link to="/customers/$id" params={{ id: personId }}>
          {name ?? t('customer.unnamed')}
        </Link>
      ),
    },
    { head: t('plan.roles'), cell: ({ roles }: Person) => roles.map(role => word(t, 'dealRole', role)).join(', ') },
    {
      head: t('customer.satisfaction'),
      number: true,
      cell: ({ satisfaction }: Person) => (satisfaction ? decimal(satisfaction.value, i18n.language, 0) : '–'),
    },
  ];
  return <Listing label={t('plan.people')} rows={people} columns={columns} keyOf={({ personId }) => personId} />;
}

/** Part 2: who looks after them, who stands in, and who speaks for them. */
export function PlanRelations({ relations: { owner, people } }: { relations: AccountPlan['relations'] }) {
  const { t, i18n } = useTranslation();
  const away = owner?.absences.map(({ staffId, coverId, from, to }) =>
    t('plan.away', { who: staffId, cover: coverId, from: dateOf(from, i18n.language), to: dateOf(to, i18n.language) }),
  );
  const facts = owner
    ? [
        {
          label: t('plan.owner'),
          value: (
            <Why figure="account" label={t('plan.owner')}>
              {owner.ownerId ?? '–'}
            </Why>
          ),
        },
        ...(owner.onDuty === owner.ownerId ? [] : [{ label: t('plan.onDuty'), value: owner.onDuty ?? '–' }]),
        { label: t('plan.team'), value: owner.team.join(', ') || '–' },
        ...(away ?? []).map(value => ({ label: t('plan.absence'), value })),
      ]
    : [];
  return (
    <Panel title={t('plan.relations')}>
      {facts.length === 0 ? <p className="dim">{t('plan.ownerNone')}</p> : <Pairs pairs={facts} />}
      {people.length > 0 && <People people={people} />}
    </Panel>
  );
}
