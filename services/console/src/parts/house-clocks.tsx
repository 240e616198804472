import { useTranslation } from 'react-i18next';
import type { ComplaintDetail, HouseClock } from '../api/complaint-types.ts';
import { takenAt } from '../format/evidence.ts';
import { dateTime } from '../format/time.ts';
import { Due } from './due.tsx';
import { Panel } from './head.tsx';
import { CheckIcon, LateIcon } from './icons.tsx';
import classes from './complaint.module.css';

/** A clock that ran out says so for good; the step that it waited for tells whether it is still owed. */
const AWAITS = { acknowledge: 'confirm', firstAnswer: 'act', resolve: null } as const;

function isOver(complaint: ComplaintDetail, { clock }: HouseClock): boolean {
  const step = AWAITS[clock];
  return complaint.status === 'closed' || (step !== null && takenAt(complaint, step) !== null);
}

function State({ clock, over }: { clock: HouseClock; over: boolean }) {
  const { t } = useTranslation();
  if (clock.state === 'paused') return <span className="warn">{t('complaint.clockPaused')}</span>;
  if (clock.state === 'breached' && over) {
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

function Line({ clock, over }: { clock: HouseClock; over: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <li className={classes['clock']}>
      <span>{t(`complaint.clock.${clock.clock}`)}</span>
      <State clock={clock} over={over} />
      <time dateTime={clock.dueAt} className="dim">
        {dateTime(clock.dueAt, i18n.language)}
      </time>
    </li>
  );
}

export function HouseClocks({ complaint }: { complaint: ComplaintDetail }) {
  const { t } = useTranslation();
  const { clocks = [], paused } = complaint;
  return (
    <Panel title={t('complaint.house')}>
      {paused && <p className={classes['paused']}>{t('complaint.paused')}</p>}
      <ul className={classes['clocks']}>
        {clocks.map(clock => (
          <Line key={clock.clock} clock={clock} over={isOver(complaint, clock)} />
        ))}
      </ul>
      {clocks.length === 0 && <span className="dim">{t('due.none')}</span>}
    </Panel>
  );
}
