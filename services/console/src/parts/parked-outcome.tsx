import { useTranslation } from 'react-i18next';
import type { Tried } from '../api/parked.ts';
import { CheckIcon, LateIcon } from './icons.tsx';
import classes from './parked.module.css';

/** What came of trying again, in a sentence. */
export function Outcome({ tried: { retried, failed } }: { tried: Tried }) {
  const { t } = useTranslation();
  const again = failed.length > 0;
  return (
    <span role="status" className={`${classes['outcome']} ${again ? 'bad' : 'good'}`}>
      {again ? <LateIcon /> : <CheckIcon />}
      {(retried > 0 || !again) && t('parked.applied', { count: retried })}
      {again && t('parked.failedAgain', { count: failed.length })}
    </span>
  );
}
