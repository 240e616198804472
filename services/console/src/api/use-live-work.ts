import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLive, type LiveLine } from './use-live.ts';

/** The list behind an event follows it within a moment; many events at once are one reading. */
const SETTLE = [300, 1_500];

/** Reads work and queue again whenever something of them is told. */
export function useLiveWork(): LiveLine {
  const queries = useQueryClient();
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  useEffect(() => () => timers.current.forEach(clearTimeout), []);
  const readAgain = () => ['work', 'queue'].forEach(kind => void queries.invalidateQueries({ queryKey: [kind] }));
  function soon(): void {
    timers.current.forEach(clearTimeout);
    timers.current = SETTLE.map(delay => setTimeout(readAgain, delay));
  }
  return useLive({
    path: '/api/live/work',
    onEvent: ({ event }) => {
      if (event === 'work' || event === 'queue') soon();
    },
    onGap: soon,
  });
}
