import { useTranslation } from 'react-i18next';
import type { ParkedThere } from '../api/parked.ts';
import { count } from '../format/figures.ts';
import { CheckIcon, LateIcon } from './icons.tsx';
import classes from './parked.module.css';

function Count({ summary, dropped }: Pick<ParkedThere, 'summary'> & { dropped: boolean }) {
  const { t, i18n } = useTranslation();
  if (!summary) return <span className="warn">{t('parked.away')}</span>;
  if (dropped) return <span>{count(summary.dropped, i18n.language)}</span>;
  if (summary.events === 0)
    return (
      <span className="good">
        <CheckIcon /> {t('parked.none')}
      </span>
    );
  return (
    <span className="bad">
      <LateIcon /> {t('parked.events', { count: summary.events })}
    </span>
  );
}

/** Every service with how much it has parked: where all is well it says so. */
export function ParkedCounts({ services, dropped }: { services: readonly ParkedThere[]; dropped: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className={classes['counts']} aria-label={t('parked.byService')}>
      {services.map(({ service, summary }) => (
        <li key={service}>
          <span className="dim">{t(`parked.service.${service}`)}</span>
          <Count summary={summary} dropped={dropped} />
        </li>
      ))}
    </ul>
  );
}
