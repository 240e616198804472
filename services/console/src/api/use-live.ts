import { useEffect, useEffectEvent, useState } from 'react';
import { follow, type LiveState, type LiveUpdate } from './live.ts';

export interface LiveLine {
  state: LiveState;
  /** When the line was last known to be good; null before it first was. */
  since: string | null;
}

export function useLive(customer: string | undefined, onUpdate: (update: LiveUpdate) => void): LiveLine {
  const [line, setLine] = useState<LiveLine>({ state: 'connecting', since: null });
  const update = useEffectEvent(onUpdate);
  useEffect(
    () =>
      follow({
        customer,
        onUpdate: received => update(received),
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
