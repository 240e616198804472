import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { directionOf, signed, type Tone } from '../format/figures.ts';
import classes from './figure.module.css';
import { ArrowIcon } from './icons.tsx';
import { useChanged } from './use-changed.ts';

interface FigureProps {
  label: string;
  /** Null is said aloud: there is not enough data. */
  value: string | null;
  note?: ReactNode;
  tone?: Tone;
  /** The change over 90 days, in the figure's own unit. */
  trend?: number | null;
  main?: boolean;
  onOpen?: () => void;
}

const TREND = { up: 'good', down: 'bad', flat: 'dim' };

function Trend({ by }: { by: number }) {
  const { t, i18n } = useTranslation();
  const direction = directionOf(by);
  return (
    <span className={`${classes['trend']} ${TREND[direction]}`}>
      <ArrowIcon direction={direction} />
      {t('trend.by', { word: t(`trend.${direction}`), change: signed(by, i18n.language) })}
    </span>
  );
}

function Value({ value, tone = 'plain', trend }: FigureProps) {
  const { t } = useTranslation();
  const changed = useChanged(value);
  if (value === null) return <span className={classes['none']}>{t('customer.notEnough')}</span>;
  return (
    <span key={changed.key} className={`${classes['value']} ${tone} ${changed.className}`}>
      {value}
      {trend != null && <Trend by={trend} />}
    </span>
  );
}

export function Figure(props: FigureProps) {
  const { t } = useTranslation();
  const inside = (
    <>
      <span className={classes['label']}>{props.label}</span>
      <Value {...props} />
      {props.note && <span className={classes['note']}>{props.note}</span>}
    </>
  );
  const className = `${classes['figure']} ${props.main ? classes['big'] : ''}`;
  if (!props.onOpen) return <div className={className}>{inside}</div>;
  return (
    <UnstyledButton className={className} onClick={props.onOpen} title={t('figure.why', { label: props.label })}>
      {inside}
    </UnstyledButton>
  );
}
