import { useTranslation } from 'react-i18next';
import type { CustomerView } from '../api/types.ts';
import { percent, type Tone } from '../format/figures.ts';
import { word } from '../format/words.ts';
import { Figure } from './figure.tsx';
import { useWhy } from './why.tsx';

const TONES: Record<string, Tone> = { high: 'bad', medium: 'warn' };

/** How likely we are to lose the customer, and what raises it most. */
export function CustomerRisk({ risk: { risk, band, reasons } }: { risk: NonNullable<CustomerView['risk']> }) {
  const { t, i18n } = useTranslation();
  const onOpen = useWhy();
  const why = reasons.map(reason => word(t, 'riskReason', reason)).join(', ');
  return (
    <Figure
      label={t('customer.risk')}
      value={percent(risk, i18n.language)}
      tone={TONES[band] ?? 'plain'}
      note={[word(t, 'riskBand', band), why].filter(Boolean).join(' · ')}
      onOpen={() => onOpen('risk')}
    />
  );
}
