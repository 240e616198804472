import { useEffect, useEffectEvent, useState } from 'react';
import { follow, type Listener, type LiveState } from './live.ts';

export interface LiveLine {
  state: LiveState;
  /** When the line was last known to be good; null before it first was. */
  since: string | null;
}

interface Followed extends Partial<Pick<Listener, 'onUpdate' | 'onEvent' | 'onGap'>> {
  /** Whom alone, where it is not everybody. */
  customer?: string;
  path?: string;
}

/** Follows what is told live for as long as the page is there. */
export function useLive({ customer, path, ...heard }: Followed): LiveLine {
  const [line, setLine] = useState<LiveLine>({ state: 'connecting', since: null });
  const onUpdate = useEffectEvent<Listener['onUpdate']>(update => heard.onUpdate?.(update));
  const onEvent = useEffectEvent<NonNullable<Listener['onEvent']>>(event => heard.onEvent?.(event));
  const onGap = useEffectEvent(() => heard.onGap?.());
  useEffect(
    () =>
      follow({
        customer,
        ...(path !== undefined && { path }),
        onUpdate: update => onUpdate(update),
        onEvent: event => onEvent(event),
        onGap: () => onGap(),
        onState: state =>
          setLine(before => ({
            state,
            since: state === 'live' || before.state === 'live' ? new Date().toISOString() : before.since,
          })),
      }),
    [customer, path],
  );
  return line;
}
