import { useEffect, useEffectEvent, useState } from 'react';
import { follow, type Listener, type LiveState } from './live.ts';

export interface LiveLine {
  state: LiveState;
  /** When the line was last known to be good; null before it first was. */
  since: string | null;
}

type Heard = Pick<Listener, 'onUpdate'> & Partial<Pick<Listener, 'onGap'>>;

export function useLive(customer: string | undefined, heard: Heard): LiveLine {
  const [line, setLine] = useState<LiveLine>({ state: 'connecting', since: null });
  const onUpdate = useEffectEvent(heard.onUpdate);
  const onGap = useEffectEvent(() => heard.onGap?.());
  useEffect(
    () =>
      follow({
        customer,
        onUpdate: update => onUpdate(update),
        onGap: () => onGap(),
        onState: state =>
          setLine(before => ({
            state,
            since: state === 'live' || before.state === 'live' ? new Date().toISOString() : before.since,
          })),
      }),
    [customer],
  );
  return line;
}
