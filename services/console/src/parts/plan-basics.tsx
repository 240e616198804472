import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountPlan } from '../api/plan-types.ts';
import { useSession } from '../api/session.ts';
import { count } from '../format/figures.ts';
import { factText } from '../format/fact-text.ts';
import { dateOf, monthNames } from '../format/time.ts';
import { word } from '../format/words.ts';
import { BasicsDialog } from './basics-dialog.tsx';
import { Panel } from './head.tsx';
import { OwnerDialog } from './owner-dialog.tsx';
import { Pairs } from './pairs.tsx';
import { PlanPeople } from './plan-people.tsx';
import { Empty } from './states.tsx';
import { Why } from './why.tsx';

function basicText(fact: string, value: unknown, locale: string): string {
  if (typeof value !== 'number') return factText(value, locale);
  return fact === 'yearBegins' ? (monthNames(locale)[value - 1] ?? '') : count(value, locale);
}

/** Part 1: what kind of organisation it is. */
export function PlanBasics({ id, basics }: { id: string; basics: AccountPlan['basics'] }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const facts = Object.entries(basics ?? {}).map(([fact, value]) => ({
    label: word(t, 'basics', fact),
    value: basicText(fact, value, i18n.language),
  }));
  return (
    <Panel
      title={t('plan.basics')}
      aside={
        <Button size="xs" variant="default" onClick={() => setOpen(true)}>
          {t('plan.describe')}
        </Button>
      }
    >
      {facts.length === 0 ? <Empty>{t('plan.basicsNone')}</Empty> : <Pairs pairs={facts} />}
      {open && <BasicsDialog id={id} basics={basics} onClose={() => setOpen(false)} />}
    </Panel>
  );
}

function useOwnerFacts(owner: AccountPlan['relations']['owner']) {
  const { t, i18n } = useTranslation();
  if (!owner) return [];
  const day = (text: string) => dateOf(text, i18n.language);
  const named = (
    <Why figure="account" label={t('plan.owner')}>
      {owner.ownerId ?? '–'}
    </Why>
  );
  const away = owner.absences.map(({ staffId, coverId, from, to }) => ({
    label: t('plan.absence'),
    value: t('plan.away', { who: staffId, cover: coverId, from: day(from), to: day(to) }),
  }));
  return [
    { label: t('plan.owner'), value: named },
    ...(owner.onDuty === owner.ownerId ? [] : [{ label: t('plan.onDuty'), value: owner.onDuty ?? '–' }]),
    { label: t('plan.team'), value: owner.team.join(', ') || '–' },
    ...away,
  ];
}

interface RelationsProps {
  id: string;
  partyType: string | undefined;
  relations: AccountPlan['relations'];
}

/** Part 2: who looks after them, who stands in, and who speaks for them. */
export function PlanRelations({ id, partyType, relations: { owner, people } }: RelationsProps) {
  const { t } = useTranslation();
  const [naming, setNaming] = useState(false);
  const role = useSession().session?.role;
  const facts = useOwnerFacts(owner);
  return (
    <Panel
      title={t('plan.relations')}
      aside={
        (role === 'supervisor' || role === 'manager') && (
          <Button size="xs" variant="default" onClick={() => setNaming(true)}>
            {t('plan.name')}
          </Button>
        )
      }
    >
      {facts.length === 0 ? <p className="dim">{t('plan.ownerNone')}</p> : <Pairs pairs={facts} />}
      {partyType !== 'individual' && <PlanPeople id={id} people={people} />}
      {naming && <OwnerDialog id={id} known={owner} onClose={() => setNaming(false)} />}
    </Panel>
  );
}
