import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { follow, type LiveState } from './live.ts';
import type { LiveLine } from './use-live.ts';

/** The list behind an event follows it within a moment; many events at once are one reading. */
const SETTLE_MS = 300;
const AGAIN_MS = 1_500;

/** Reads work and queue again whenever something of them is told. */
export function useLiveWork(): LiveLine {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const [since, setSince] = useState<string | null>(null);
  const readAgain = useEffectEvent(() => {
    for (const kind of ['work', 'queue']) void queries.invalidateQueries({ queryKey: [kind] });
  });
  useEffect(() => {
    let timers: ReturnType<typeof setTimeout>[] = [];
    const soon = (): void => {
      timers.forEach(clearTimeout);
      timers = [SETTLE_MS, AGAIN_MS].map(delay => setTimeout(() => readAgain(), delay));
    };
    const stop = follow({
      path: '/api/live/work',
      onUpdate: () => undefined,
      onEvent: ({ event }) => (event === 'work' || event === 'queue') && soon(),
      onGap: soon,
      onState: next => {
        setState(next);
        if (next === 'live') setSince(new Date().toISOString());
      },
    });
    return () => {
      timers.forEach(clearTimeout);
      stop();
    };
  }, []);
  return { state, since };
}
