import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSwitch, useTrial, workRulesQuery, type WorkRule } from '../api/work-rules.ts';
import { textIn } from '../format/texts.ts';
import { word } from '../format/words.ts';
import { Head } from '../parts/head.tsx';
import { Listing, type Column } from '../parts/listing.tsx';
import { Only } from '../parts/only.tsx';
import { RuleTrial } from '../parts/rule-trial.tsx';
import { Loaded, Rows } from '../parts/states.tsx';
import classes from '../parts/table.module.css';
import work from '../parts/work.module.css';

function Named({ rule }: { rule: WorkRule }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <strong>{textIn(rule.form.title, i18n.language)}</strong>
      <span className={classes['under']}>
        {rule.code} · {t('rules.version', { n: rule.version })}
      </span>
    </>
  );
}

function State({ rule: { on, tried } }: { rule: WorkRule }) {
  const { t } = useTranslation();
  const state = on ? 'on' : tried ? 'tried' : 'draft';
  return <span className={on ? 'good' : 'dim'}>{t(`rules.state.${state}`)}</span>;
}

function Acts({ rule }: { rule: WorkRule }) {
  const { t } = useTranslation();
  const trial = useTrial(rule);
  const turn = useSwitch(rule);
  const failure = trial.error ?? turn.error;
  return (
    <>
      <Group gap={6} wrap="nowrap">
        <Button size="compact-xs" variant="default" loading={trial.isPending} onClick={() => trial.mutate()}>
          {t('rules.try')}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          disabled={!rule.on && !rule.tried}
          loading={turn.isPending}
          onClick={() => turn.mutate()}
        >
          {t(rule.on ? 'rules.off' : 'rules.on')}
        </Button>
      </Group>
      {trial.data && <RuleTrial trial={trial.data} />}
      {failure && <small className="bad">{failure.message}</small>}
    </>
  );
}

function Listed() {
  const { t } = useTranslation();
  const query = useQuery(workRulesQuery);
  const columns: Column<WorkRule>[] = [
    { head: t('rules.rule'), cell: rule => <Named rule={rule} /> },
    { head: t('rules.when'), cell: ({ form }) => word(t, 'ruleEvent', form.on) },
    { head: t('work.who'), cell: ({ form }) => word(t, 'work.role', form.to.role) },
    { head: t('rules.now'), cell: rule => <State rule={rule} /> },
    { head: t('work.act'), cell: rule => <Acts rule={rule} /> },
  ];
  return (
    <>
      <Head title={t('rules.title')} />
      <p className="dim">{t('rules.about')}</p>
      <Loaded query={query} skeleton={<Rows n={12} height={34} />}>
        {({ items }) => (
          <div className={work['scroll']}>
            <Listing label={t('rules.title')} rows={items} columns={columns} keyOf={({ code }) => code} />
          </div>
        )}
      </Loaded>
    </>
  );
}

export function WorkRules() {
  return (
    <Only section="workRules">
      <Listed />
    </Only>
  );
}
