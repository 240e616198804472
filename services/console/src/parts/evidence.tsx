import { useTranslation } from 'react-i18next';
import type { ComplaintDetail } from '../api/complaint-types.ts';
import type { Step } from '../api/types.ts';
import { evidenceOf, shownBy } from '../format/evidence.ts';
import classes from './complaint.module.css';

export function Evidence({ complaint, step }: { complaint: ComplaintDetail; step: Step }) {
  const { t, i18n } = useTranslation();
  const lines = evidenceOf(shownBy(complaint, step), t, i18n.language);
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
