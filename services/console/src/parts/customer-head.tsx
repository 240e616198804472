import { Skeleton } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerView, MaskedIdentifier } from '../api/types.ts';
import { dateTime } from '../format/time.ts';
import { languageName, word } from '../format/words.ts';
import classes from './customer-head.module.css';
import { Head } from './head.tsx';
import { CheckIcon } from './icons.tsx';
import { Why } from './why.tsx';

function Identifier({ identifier }: { identifier: MaskedIdentifier }) {
  const { t } = useTranslation();
  return (
    <span className={classes['identifier']}>
      <span className="dim">{word(t, 'identifier', identifier.type)}</span> {identifier.masked}{' '}
      {identifier.verified ? (
        <span className="good" title={t('customer.verified')} role="img" aria-label={t('customer.verified')}>
          <CheckIcon />
        </span>
      ) : (
        <span className="dim">({t('customer.unverified')})</span>
      )}
    </span>
  );
}

export function CustomerHeadSkeleton() {
  return (
    <div className={classes['skeleton']}>
      <Skeleton height={30} width={260} />
      <Skeleton height={16} width={360} mt={12} />
      <Skeleton height={64} mt={20} />
    </div>
  );
}

export function CustomerHead({ view }: { view: CustomerView }) {
  const { t, i18n } = useTranslation();
  const facts = [
    { figure: 'party', text: word(t, 'party', view.anonymous ? 'anonymous' : view.partyType) },
    { figure: 'stage', text: word(t, 'stage', view.stage) },
    {
      figure: 'details',
      text: view.preferredLanguage
        ? t('customer.speaks', { language: languageName(view.preferredLanguage, i18n.language) })
        : '',
    },
  ].filter(({ text }) => text !== '');
  return (
    <header className={classes['head']}>
      <Head title={view.name ?? t('customer.unnamed')}>
        <span className={classes['facts']}>
          {facts.map(({ figure, text }, i) => (
            <Fragment key={figure}>
              {i > 0 && ' · '}
              <Why figure={figure} label={text}>
                {text}
              </Why>
            </Fragment>
          ))}
        </span>
        {view.asOf && (
          <span className={classes['asOf']}>{t('customer.asOf', { time: dateTime(view.asOf, i18n.language) })}</span>
        )}
      </Head>
      <div className={classes['identifiers']}>
        {view.identifiers?.map(identifier => (
          <Identifier key={`${identifier.type}${identifier.masked}`} identifier={identifier} />
        ))}
      </div>
    </header>
  );
}
