import { useTranslation } from 'react-i18next';
import { CLOCKS, type Clock, type ComplaintDetail } from '../api/complaint-types.ts';
import { dateTime } from '../format/time.ts';
import { Due } from './due.tsx';
import { Panel } from './head.tsx';
import { CheckIcon } from './icons.tsx';
import classes from './complaint.module.css';

function Line({ clock, dueAt, stopped }: { clock: Clock; dueAt: string; stopped: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <li className={classes['clock']}>
      <span>{t(`complaint.clock.${clock}`)}</span>
      {stopped ? (
        <span className="good">
          <CheckIcon /> {t('complaint.met')}
        </span>
      ) : (
        <Due at={dueAt} />
      )}
      <time dateTime={dueAt} className="dim">
        {dateTime(dueAt, i18n.language)}
      </time>
    </li>
  );
}

export function HouseClocks({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const { due, stopped = [], paused, status } = complaint;
  return (
    <Panel title={t('complaint.house')}>
      {paused && <p className={classes['paused']}>{t('complaint.paused')}</p>}
      <ul className={classes['clocks']}>
        {CLOCKS.map(clock => {
          const dueAt = due?.[clock];
          const done = status === 'closed' || stopped.includes(clock);
          return dueAt ? <Line key={clock} clock={clock} dueAt={dueAt} stopped={done} /> : null;
        })}
      </ul>
      {!due && <span className="dim">{t('due.none')}</span>}
    </Panel>
  );
}
