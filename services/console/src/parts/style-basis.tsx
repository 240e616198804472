import { useTranslation } from 'react-i18next';
import type { KnownStyle } from '../api/types.ts';
import { count, percent, signed } from '../format/figures.ts';
import { dateOf } from '../format/time.ts';
import { word } from '../format/words.ts';
import { Panel } from './head.tsx';
import { Pairs } from './pairs.tsx';
import { Empty } from './states.tsx';
import { Why } from './why.tsx';

/** What a style rests on: the axes, the strengths of all four, how many marks, and until when it holds. */
export function StyleBasis({ style }: { style: KnownStyle | null }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  if (!style) {
    return (
      <Panel title={t('style.title')}>
        <Empty>{t('customer.serveUnknown')}</Empty>
      </Panel>
    );
  }
  const { strengths, marks, contacts } = style;
  const pairs = [
    { label: t('style.leading'), value: style.styles.map(code => word(t, 'styleName', code)).join(' · ') },
    { label: t('style.assertiveness'), value: signed(style.assertiveness, locale, 2) },
    { label: t('style.responsiveness'), value: signed(style.responsiveness, locale, 2) },
    ...Object.entries(strengths ?? {}).map(([code, share]) => ({
      label: word(t, 'styleName', code),
      value: percent(share, locale),
    })),
    ...(marks === null
      ? []
      : [{ label: t('style.marks'), value: t('style.of', { marks: count(marks, locale), contacts }) }]),
    { label: t('style.asOf'), value: dateOf(style.asOf, locale) },
    { label: t('style.until'), value: dateOf(style.until, locale) },
  ];
  return (
    <Panel
      title={t('style.title')}
      aside={
        <Why figure="style" label={t('style.title')}>
          <small className="dim">{t(style.source === 'answers' ? 'style.answered' : 'style.observed')}</small>
        </Why>
      }
    >
      <Pairs pairs={pairs} />
    </Panel>
  );
}
