import { useTranslation } from 'react-i18next';
import type { ComplaintDetail } from '../api/complaint-types.ts';
import type { Step } from '../api/types.ts';
import { evidenceOf, historicFacts, shownBy, type EvidenceLine } from '../format/evidence.ts';
import classes from './complaint.module.css';

function Lines({ lines }: { lines: readonly EvidenceLine[] }) {
  if (lines.length === 0) return null;
  return (
    <dl className={classes['evidence']}>
      {lines.map(({ name, text }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Evidence({ complaint, step }: { complaint: ComplaintDetail; step: Step }) {
  const { t, i18n } = useTranslation();
  return <Lines lines={evidenceOf(shownBy(complaint, step), t, i18n.language)} />;
}

/** A case of the past has no steps: it is told by what was filed, in the words of its source. */
export function HistoricFacts({ complaint }: { complaint: ComplaintDetail }) {
  const { t, i18n } = useTranslation();
  return <Lines lines={evidenceOf(historicFacts(complaint), t, i18n.language)} />;
}
