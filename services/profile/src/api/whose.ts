import { itself, subjectOf, type Whose } from '@rapport/service-kit';
import { suggestionOf } from '../projections/duplicates.query.ts';

/** A suggestion names two, and whoever decides on it must see both. */
const byRoute: Whose = async (id, { pool, url }) => {
  if (url.startsWith('/v1/customers/')) return [id];
  if (url.startsWith('/v1/duplicates/')) return (await suggestionOf(pool, id))?.recorded ?? [];
  return [];
};

/** Whose customer's each thing is that a route names: see `SightModule`. */
export const whose: Readonly<Record<string, Whose>> = {
  id: byRoute,
  absorbedId: itself,
  personId: itself,
  parentId: itself,
  opportunityId: subjectOf('opportunity'),
  actionId: subjectOf('planAction'),
};
