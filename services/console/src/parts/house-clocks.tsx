import { useTranslation } from 'react-i18next';
import type { ComplaintDetail, HouseClock } from '../api/complaint-types.ts';
import { dateTime } from '../format/time.ts';
import { Due } from './due.tsx';
import { Panel } from './head.tsx';
import { CheckIcon, LateIcon } from './icons.tsx';
import classes from './complaint.module.css';

function State({ clock, closed }: { clock: HouseClock; closed: boolean }) {
  const { t } = useTranslation();
  if (clock.state === 'paused') return <span className="warn">{t('complaint.clockPaused')}</span>;
  if (clock.state === 'breached' && closed) {
    return (
      <span className="bad">
        <LateIcon /> {t('complaint.missed')}
      </span>
    );
  }
  if (clock.state !== 'stopped') return <Due at={clock.dueAt} breached={clock.state === 'breached'} />;
  return (
    <span className="good">
      <CheckIcon /> {t('complaint.met')}
    </span>
  );
}

function Line({ clock, closed }: { clock: HouseClock; closed: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <li className={classes['clock']}>
      <span>{t(`complaint.clock.${clock.clock}`)}</span>
      <State clock={clock} closed={closed} />
      <time dateTime={clock.dueAt} className="dim">
        {dateTime(clock.dueAt, i18n.language)}
      </time>
    </li>
  );
}

export function HouseClocks({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const { clocks = [], status, paused } = complaint;
  return (
    <Panel title={t('complaint.house')}>
      {paused && <p className={classes['paused']}>{t('complaint.paused')}</p>}
      <ul className={classes['clocks']}>
        {clocks.map(clock => (
          <Line key={clock.clock} clock={clock} closed={status === 'closed'} />
        ))}
      </ul>
      {clocks.length === 0 && <span className="dim">{t('due.none')}</span>}
    </Panel>
  );
}
