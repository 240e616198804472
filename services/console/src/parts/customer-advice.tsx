import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { needTextsQuery } from '../api/queries.ts';
import type { Advice, CustomerView, KnownStyle, Need } from '../api/types.ts';
import { textIn } from '../format/texts.ts';
import { dateOf } from '../format/time.ts';
import { humanise, word } from '../format/words.ts';
import classes from './customer-advice.module.css';
import { Panel } from './head.tsx';
import { Why } from './why.tsx';

function Basis({ style }: { style: KnownStyle }) {
  const { t, i18n } = useTranslation();
  const [date, until] = [dateOf(style.asOf, i18n.language), dateOf(style.until, i18n.language)];
  return (
    <p className={`${classes['basis']} dim`}>
      {style.source === 'answers'
        ? t('customer.styleAnswers', { date, until })
        : t('customer.styleObserved', { contacts: style.contacts, date, until })}
    </p>
  );
}

function Lines({ advice, complaining }: { advice: Advice; complaining: boolean }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const lines = advice.serve.flatMap(row => [
    { label: t('customer.serveSo'), text: textIn(row.serveSo, locale) },
    { label: t('customer.serveAvoid'), text: textIn(row.avoid, locale) },
    ...(complaining ? [{ label: t('customer.serveComplains'), text: textIn(row.complains, locale) }] : []),
  ]);
  const adapt = advice.adapt.map(({ advice: text }) => ({
    label: t('customer.serveAdapt'),
    text: textIn(text, locale),
  }));
  return (
    <dl className={classes['lines']}>
      {[...adapt, ...lines].map(({ label, text }) => (
        <div key={`${label}${text}`}>
          <dt className="dim">{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Wants({ needs }: { needs: readonly Need[] }) {
  const { t, i18n } = useTranslation();
  const { data: texts = {} } = useQuery({ ...needTextsQuery, enabled: needs.length > 0 });
  const textOf = (key: string, code: string): string => {
    const text = texts[key];
    return text ? textIn(text, i18n.language) : humanise(code);
  };
  return (
    <ul className={classes['wants']}>
      {needs.map(({ aspect, code, what, saidBy, saidAt }) => (
        <li key={`${aspect}/${code}/${what}`}>
          <span className="dim">{word(t, 'needAspect', aspect)}</span> {textOf(code, code)}
          {what !== null && ` ${textOf(`${code}/${what}`, what)}`}{' '}
          <small className="dim">
            {t('customer.saidOn', { by: word(t, 'needAspect', saidBy), date: dateOf(saidAt, i18n.language) })}
          </small>
        </li>
      ))}
    </ul>
  );
}

/** How to serve this customer, for whoever is signed in, and what the customer wants. */
export function CustomerAdvice({ view }: { view: CustomerView }) {
  const { t, i18n } = useTranslation();
  const { style, advice, needs = [] } = view;
  const names = advice?.serve.map(({ name }) => textIn(name, i18n.language)).join(' · ');
  return (
    <Panel title={t('customer.serve')} aside={names && <small>{names}</small>}>
      {style && advice ? (
        <>
          <Lines advice={advice} complaining={(view.complaints?.open ?? []).length > 0} />
          {advice.relativeTo === null && <p className={`${classes['basis']} dim`}>{t('customer.serveAppraise')}</p>}
          <Basis style={style} />
        </>
      ) : (
        <p className={classes['basis']}>{t('customer.serveUnknown')}</p>
      )}
      <h3 className={classes['title']}>
        <Why figure="needs" label={t('customer.wants')}>
          {t('customer.wants')}
        </Why>
      </h3>
      {needs.length === 0 ? <p className={classes['basis']}>{t('customer.wantsNone')}</p> : <Wants needs={needs} />}
    </Panel>
  );
}
