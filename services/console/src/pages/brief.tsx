import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { briefQuery, type Brief, type WorkItem } from '../api/work.ts';
import { count, percent } from '../format/figures.ts';
import { word } from '../format/words.ts';
import { Due } from '../parts/due.tsx';
import { Head, Panel } from '../parts/head.tsx';
import { Only } from '../parts/only.tsx';
import { Loaded, Rows } from '../parts/states.tsx';
import classes from '../parts/table.module.css';

const TEAM = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

function Items({ title, items }: { title: string; items: readonly WorkItem[] }) {
  const { t } = useTranslation();
  return (
    <Panel title={title} flush={items.length > 0}>
      {items.length === 0 ? (
        <p className="dim">{t('brief.nothing')}</p>
      ) : (
        <table className={classes['table']}>
          <tbody>
            {items.map(item => (
              <tr key={item.workItemId}>
                <td>{word(t, 'workTask', item.task)}</td>
                <td>
                  <Due at={item.dueAt} breached={item.overdue} />
                </td>
                <td>{item.assigneeId ?? word(t, 'work.role', item.role)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Learned({ brief }: { brief: Brief }) {
  const { t, i18n } = useTranslation();
  const { outcomes, wentWrong } = brief;
  return (
    <Panel title={t('brief.learned')} flush={outcomes.length + wentWrong.length > 0}>
      {outcomes.length + wentWrong.length === 0 ? (
        <p className="dim">{t('brief.nothing')}</p>
      ) : (
        <table className={classes['table']}>
          <tbody>
            {outcomes.map(({ task, state, outcome, n, inTime }) => (
              <tr key={`${task}/${state}/${outcome}`}>
                <td>{word(t, 'workTask', task)}</td>
                <td>{word(t, 'workOutcome', outcome ?? state)}</td>
                <td className={classes['number']}>{count(n, i18n.language)}</td>
                <td>{t('brief.inTime', { share: percent(inTime / n, i18n.language) })}</td>
              </tr>
            ))}
            {wentWrong.map(({ eventType, n }) => (
              <tr key={eventType}>
                <td colSpan={2} className="bad">
                  {word(t, 'ruleEvent', eventType)}
                </td>
                <td className={classes['number']}>{count(n, i18n.language)}</td>
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Inside() {
  const { t } = useTranslation();
  const [team, setTeam] = useState('service');
  const [asked] = useDebouncedValue(team.trim(), 300);
  const query = useQuery({ ...briefQuery(asked), enabled: TEAM.test(asked) });
  return (
    <>
      <Head title={t('brief.title')}>
        <TextInput
          size="xs"
          aria-label={t('brief.team')}
          value={team}
          onChange={event => setTeam(event.currentTarget.value)}
        />
      </Head>
      <Loaded query={query} skeleton={<Rows n={8} height={30} />}>
        {brief => (
          <>
            <Items title={t('brief.atRisk')} items={brief.atRisk} />
            <Items title={t('brief.due')} items={brief.due} />
            <Learned brief={brief} />
          </>
        )}
      </Loaded>
    </>
  );
}

export function BriefOfTeam() {
  return (
    <Only section="work">
      <Inside />
    </Only>
  );
}
