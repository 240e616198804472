import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParkedWhole } from '../api/parked-types.ts';
import { dateTime } from '../format/time.ts';
import classes from './parked.module.css';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

export function ParkedFacts({ whole, name }: { whole: ParkedWhole; name: string | null | undefined }) {
  const { t, i18n } = useTranslation();
  const at = (iso: string): string => dateTime(iso, i18n.language);
  return (
    <>
      <dl className={classes['facts']}>
        <Fact name={t('parked.reason')}>
          <code>{whole.reason}</code>
        </Fact>
        {whole.triedAt !== null && (
          <Fact name={t('parked.lastTry')}>
            {t('parked.tries', { count: whole.tries, time: at(whole.triedAt) })}{' '}
            {whole.failure === whole.reason ? t('parked.sameReason') : <code>{whole.failure}</code>}
          </Fact>
        )}
        {whole.droppedAt !== null && (
          <Fact name={t('parked.dropped')}>
            {at(whole.droppedAt)}: {whole.dropReason} <span className={classes['id']}>({whole.droppedBy})</span>
          </Fact>
        )}
        <Fact name={t('parked.parkedAt')}>{at(whole.parkedAt)}</Fact>
        <Fact name={t('parked.behind')}>{t('parked.behindCount', { count: whole.behind })}</Fact>
        <Fact name={t('parked.subject')}>
          {name && (
            <Link to="/customers/$id" params={{ id: whole.subject }}>
              {name}
            </Link>
          )}{' '}
          <span className={classes['id']}>{whole.subject}</span>
        </Fact>
        <Fact name={t('parked.event')}>
          <span className={classes['id']}>{whole.eventId ?? '–'}</span>
        </Fact>
        <Fact name={t('parked.place')}>
          <span className={classes['id']}>{`${whole.topic}/${whole.partition}@${whole.offset}`}</span>
        </Fact>
      </dl>
      <h3 className={classes['title']}>{t(whole.text === null ? 'parked.data' : 'parked.notJson')}</h3>
      <pre className={classes['data']} tabIndex={0}>
        {whole.text ?? JSON.stringify(whole.data, null, 2)}
      </pre>
      <details className={classes['headers']}>
        <summary>{t('parked.headers', { count: Object.keys(whole.headers).length })}</summary>
        <dl className={classes['facts']}>
          {Object.entries(whole.headers).map(([name, value]) => (
            <Fact key={name} name={name}>
              <span className={classes['id']}>{value}</span>
            </Fact>
          ))}
        </dl>
      </details>
    </>
  );
}
