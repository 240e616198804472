import { useEffect, useEffectEvent, useState } from 'react';
import { pressed, type WorkKeyAct } from '../format/work-keys.ts';

const TYPED_IN = 'input, textarea, select, [contenteditable], [role="dialog"]';
const PRESSED_ITSELF = 'a, button';

/** The row that keys have chosen, from 0; −1 before the first key. */
export function useWorkKeys(length: number, onAct: (act: WorkKeyAct, at: number) => void): number {
  const [at, setAt] = useState(-1);
  const take = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    if (event.ctrlKey || event.metaKey || event.altKey || target?.closest(TYPED_IN)) return;
    if (event.key === 'Enter' && target?.closest(PRESSED_ITSELF)) return;
    const to = pressed(event.key, at, length);
    if (to === undefined) return;
    event.preventDefault();
    setAt(to.at);
    if (to.act) onAct(to.act, to.at);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => take(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  return Math.min(at, length - 1);
}
