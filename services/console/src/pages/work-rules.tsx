import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSwitch, useTrial, workRulesQuery, type WorkRule } from '../api/work-rules.ts';
import { word } from '../format/words.ts';
import { Head } from '../parts/head.tsx';
import { Only } from '../parts/only.tsx';
import { RuleTrial } from '../parts/rule-trial.tsx';
import { Loaded, Rows } from '../parts/states.tsx';
import classes from '../parts/table.module.css';
import work from '../parts/work.module.css';

function Rule({ rule }: { rule: WorkRule }) {
  const { t, i18n } = useTranslation();
  const trial = useTrial(rule);
  const turn = useSwitch(rule);
  const state = rule.on ? 'on' : rule.tried ? 'tried' : 'draft';
  const failure = trial.error ?? turn.error;
  return (
    <tr>
      <td>
        <strong>{i18n.language.startsWith('zh') ? rule.form.title.zh : rule.form.title.en}</strong>
        <span className={classes['under']}>
          {rule.code} · {t('rules.version', { n: rule.version })}
        </span>
      </td>
      <td>{word(t, 'ruleEvent', rule.form.on)}</td>
      <td>{word(t, 'work.role', rule.form.to.role)}</td>
      <td>
        <span className={rule.on ? 'good' : 'dim'}>{t(`rules.state.${state}`)}</span>
      </td>
      <td>
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
      </td>
    </tr>
  );
}

function Listed() {
  const { t } = useTranslation();
  const query = useQuery(workRulesQuery);
  return (
    <>
      <Head title={t('rules.title')} />
      <p className="dim">{t('rules.about')}</p>
      <Loaded query={query} skeleton={<Rows n={12} height={34} />}>
        {({ items }) => (
          <div className={work['scroll']}>
            <table className={classes['table']}>
              <thead>
                <tr>
                  <th>{t('rules.rule')}</th>
                  <th>{t('rules.when')}</th>
                  <th>{t('work.who')}</th>
                  <th>{t('rules.now')}</th>
                  <th>{t('work.act')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(rule => (
                  <Rule key={rule.code} rule={rule} />
                ))}
              </tbody>
            </table>
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
