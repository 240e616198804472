import type { Messaging } from '@rapport/messaging';
import { axesOf, type StyleKnown } from '../projections/style-of.ts';
import { staffStyle } from '../projections/style.query.ts';
import { STYLE } from './catalogue-kinds.ts';
import type { Catalogues } from './catalogues.ts';
import { adviceFor, type Advice } from './style-advice.ts';

/** What to heed in serving a customer of this style, as this member of staff would have to; null where it is not known. */
export async function adviceTo(
  staffId: string,
  style: StyleKnown | null,
  messaging: Messaging,
  catalogues: Catalogues,
): Promise<Advice | null> {
  if (!style) return null;
  const { content } = await catalogues.inForce(STYLE);
  const own = await staffStyle(messaging.pool, staffId);
  return adviceFor(style, own && { styles: own.styles, ...axesOf(own.choices) }, content);
}
