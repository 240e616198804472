import { useTranslation } from 'react-i18next';
import type { StrategyRules } from '../api/strategy.ts';
import { percent } from '../format/figures.ts';
import { word } from '../format/words.ts';
import classes from './table.module.css';

/** What is done by value and risk, as a version says. */
export function StrategyMatrix({ rules: { version, content } }: { rules: StrategyRules }) {
  const { t, i18n } = useTranslation();
  const { highValue, highRisk, highLow, highHigh, lowLow, lowHigh, needsDecision } = content.nextBestAction;
  const limit = percent(highRisk, i18n.language);
  const cell = (action: string) => (
    <td>
      {word(t, 'nextAction', action)}
      {needsDecision.includes(action) && <span className={classes['under']}>{t('strategyRules.whenDecided')}</span>}
    </td>
  );
  const high = highValue.map(code => word(t, 'valueClass', code)).join(', ');
  return (
    <table className={classes['plain']} aria-label={t('strategyRules.matrix', { version })}>
      <thead>
        <tr>
          <th scope="col">{t('strategyRules.value')}</th>
          <th scope="col">{t('strategyRules.riskBelow', { limit })}</th>
          <th scope="col">{t('strategyRules.riskFrom', { limit })}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{high}</th>
          {cell(highLow)}
          {cell(highHigh)}
        </tr>
        <tr>
          <th scope="row">{t('strategyRules.others')}</th>
          {cell(lowLow)}
          {cell(lowHigh)}
        </tr>
      </tbody>
    </table>
  );
}
