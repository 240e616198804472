import { useTranslation } from 'react-i18next';
import type { LiveLine } from '../api/use-live.ts';
import { clockTime } from '../format/time.ts';
import classes from './live-dot.module.css';

export function LiveDot({ line }: { line: LiveLine }) {
  const { t, i18n } = useTranslation();
  const lostSince = line.state === 'lost' && line.since;
  return (
    <span className={classes['dot']} data-state={line.state} role="status">
      {lostSince ? t('live.lostSince', { time: clockTime(lostSince, i18n.language) }) : t(`live.${line.state}`)}
    </span>
  );
}
