import type { Messaging } from '@rapport/messaging';
import { trendOf, trendsAsked } from '../domain/enquiry-trend.ts';
import type { Span } from '../domain/period-standard.ts';
import type { Rules } from '../domain/standard.ts';
import { readEnquiryVolumes } from '../projections/enquiry-volumes.query.ts';

/** How enquiries per 100 orders changed under each version within a span. */
export async function enquiryTrends(pool: Messaging['pool'], rules: Rules, span: Span) {
  return Promise.all(
    trendsAsked(rules, span).map(async asked => trendOf(asked, await readEnquiryVolumes(pool, asked.periods))),
  );
}
