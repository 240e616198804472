import { useTranslation } from 'react-i18next';
import { CLOCKS, type Clock, type ComplaintDetail, type HouseClock } from '../api/complaint-types.ts';
import { dateTime } from '../format/time.ts';
import { Due } from './due.tsx';
import { Panel } from './head.tsx';
import { CheckIcon } from './icons.tsx';
import classes from './complaint.module.css';

function State({ clock, ended }: { clock: HouseClock; ended: boolean }) {
  const { t } = useTranslation();
  if (!clock.stopped && !ended) return <Due at={clock.dueAt} breached={clock.breached ?? false} />;
  return clock.breached ? (
    <span className="bad">{t('complaint.missed')}</span>
  ) : (
    <span className="good">
      <CheckIcon /> {t('complaint.met')}
    </span>
  );
}

function Line({ name, clock, ended }: { name: Clock; clock: HouseClock; ended: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <li className={classes['clock']}>
      <span>{t(`complaint.clock.${name}`)}</span>
      <State clock={clock} ended={ended} />
      <time dateTime={clock.dueAt} className="dim">
        {dateTime(clock.dueAt, i18n.language)}
      </time>
    </li>
  );
}

export function HouseClocks({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const { clocks, status } = complaint;
  return (
    <Panel title={t('complaint.house')}>
      {status === 'paused' && <p className={classes['paused']}>{t('complaint.paused')}</p>}
      <ul className={classes['clocks']}>
        {CLOCKS.map(name => {
          const clock = clocks?.[name];
          return clock ? <Line key={name} name={name} clock={clock} ended={status === 'closed'} /> : null;
        })}
      </ul>
      {!clocks && <span className="dim">{t('due.none')}</span>}
    </Panel>
  );
}
