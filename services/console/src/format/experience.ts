import type { Experience } from '../api/types.ts';
import { humanise, type Translate } from './words.ts';

const SCALES: Record<string, number> = { csat: 5, nps: 10, ces: 7 };

/** What an experience was: `csat.4` → CSAT 4/5; other kinds by name, at last by the label that came with it. */
export function experienceName({ kind, label }: Experience, t: Translate): string {
  const [survey = '', score] = kind.split('.');
  const scale = SCALES[survey];
  if (scale !== undefined && score !== undefined) return `${survey.toUpperCase()} ${score}/${scale}`;
  return t(`experience.${kind}`, { defaultValue: label ?? humanise(kind) });
}
