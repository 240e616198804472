import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { directionOf, type Tone } from '../format/figures.ts';
import { ArrowIcon } from '../parts/icons.tsx';
import classes from './picture.module.css';

interface HeadlineProps {
  value: string | null;
  unit: string;
  /** The day or month that the number is of. */
  when: string;
  n?: string;
  interval?: string | null;
  change?: { by: number; smallest: number; text: string; goodWhen: 'up' | 'down' } | null;
  main?: boolean;
  note?: ReactNode;
}

function toneOf(direction: 'up' | 'down' | 'flat', goodWhen: 'up' | 'down'): Tone {
  if (direction === 'flat') return 'plain';
  return direction === goodWhen ? 'good' : 'bad';
}

/** The one number, its date, n and interval, and first of all what it is compared with. */
export function Headline({ value, unit, when, n, interval, change, main = false, note }: HeadlineProps) {
  const { t } = useTranslation();
  const direction = change ? directionOf(change.by, change.smallest) : 'flat';
  const facts = [when, n, interval].filter(Boolean).join(' · ');
  return (
    <div className={`${classes['headline']} ${main ? classes['mainNumber'] : ''}`}>
      {value === null ? (
        <span className={classes['none']}>{t('customer.notEnough')}</span>
      ) : (
        <span className={classes['number']}>
          {value} <small>{unit}</small>
        </span>
      )}
      {change && (
        <span className={`${classes['change']} ${toneOf(direction, change.goodWhen)}`}>
          <ArrowIcon direction={direction} /> {t(`trend.${direction}`)}: {change.text}
        </span>
      )}
      <span className="dim">{facts}</span>
      {note && <span className="dim">{note}</span>}
    </div>
  );
}
