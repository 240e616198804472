/** Where senders of events call, at the gateway's root and at the service interactions: the Segment HTTP API and CloudEvents. */
export const SENDER_PATHS: ReadonlySet<string> = new Set(
  ['batch', 'identify', 'track', 'page', 'screen', 'group', 'alias', 'cloudevents'].map(name => `/v1/${name}`),
);
