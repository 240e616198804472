import { useTranslation } from 'react-i18next';
import { dateTime, span } from '../format/time.ts';
import { ClockIcon, LateIcon } from './icons.tsx';
import classes from './due.module.css';
import { useNow } from './use-now.ts';

const SOON = 4 * 3_600_000;

export function Due({ at, breached, house = false }: { at?: string | null; breached?: boolean; house?: boolean }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  if (!at) return <span className="dim">{t('due.none')}</span>;
  const left = Date.parse(at) - now;
  const late = breached === true || left < 0;
  const tone = late ? 'bad' : left < SOON ? 'warn' : 'plain';
  const key = house ? (late ? 'due.lateBy' : 'due.dueIn') : late ? 'due.late' : 'due.in';
  return (
    <time dateTime={at} title={dateTime(at, i18n.language)} className={`${classes['due']} ${tone}`}>
      {late ? <LateIcon /> : <ClockIcon />}
      {t(key, { span: span(left, i18n.language) })}
    </time>
  );
}
