import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { trialQuery, type Trial } from '../api/work-rules.ts';
import { count, percent } from '../format/figures.ts';
import { dateTime } from '../format/time.ts';

/** What a rule would have raised, or how far the trial is. */
export function RuleTrial({ trial: begun }: { trial: Trial }) {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(trialQuery(begun.trialId));
  const { state, share, result } = data ?? begun;
  if (state === 'running')
    return <small role="status">{t('rules.running', { share: percent(share, i18n.language) })}</small>;
  if (result === null) return <small className="bad">{t('rules.failed')}</small>;
  const n = (value: number) => count(value, i18n.language);
  return (
    <small role="status">
      {t('rules.result', { raised: n(result.raised), events: n(result.events) })}
      {result.mostOpenAt !== null && (
        <> {t('rules.mostOpen', { n: n(result.mostOpen), at: dateTime(result.mostOpenAt, i18n.language) })}</>
      )}
    </small>
  );
}
