import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Opportunity } from '../api/plan-types.ts';
import { money, percent } from '../format/figures.ts';
import { dateOf } from '../format/time.ts';
import { word } from '../format/words.ts';
import { ListPanel } from './listing.tsx';
import { OpportunityDialog } from './opportunity-dialog.tsx';
import { Why } from './why.tsx';

/** Part 3: what may be sold, with what it is worth and how likely that is. */
export function PlanOpportunities({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const [open, setOpen] = useState<Opportunity | 'new' | null>(null);
  const name = ({ title }: Opportunity) => title ?? t('plan.untitled');
  const columns = [
    {
      head: t('plan.opportunity'),
      cell: (one: Opportunity) => (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('plan.moveOn', { what: name(one) })}
          onClick={() => setOpen(one)}
        >
          {name(one)}
        </Button>
      ),
    },
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
    {
      head: t('plan.closeOn'),
      wideOnly: true,
      cell: ({ closeOn }: Opportunity) => (closeOn === null ? '–' : dateOf(closeOn, locale)),
    },
  ];
  return (
    <>
      <ListPanel<Opportunity>
        title={t('plan.opportunities')}
        scope={id}
        path={`/api/profile/v1/customers/${id}/opportunities`}
        empty={t('plan.opportunitiesNone')}
        keyOf={one => one.opportunityId}
        columns={columns}
        aside={
          <Button size="xs" variant="default" onClick={() => setOpen('new')}>
            {t('plan.raise')}
          </Button>
        }
      />
      {open && <OpportunityDialog id={id} known={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}
