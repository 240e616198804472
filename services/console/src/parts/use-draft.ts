import { useState } from 'react';

/** What is being typed survives a reload and the end of a session; saving or signing out forgets it. */
export function useDraft<Values extends object>(name: string, initial: Values) {
  const key = `draft:${name}`;
  const [values, setValues] = useState<Values>(() => {
    const kept = sessionStorage.getItem(key);
    if (kept === null) return initial;
    const read: Partial<Values> = JSON.parse(kept);
    return { ...initial, ...read };
  });
  return {
    values,
    change: (part: Partial<Values>) =>
      setValues(before => {
        const next = { ...before, ...part };
        sessionStorage.setItem(key, JSON.stringify(next));
        return next;
      }),
    forget: () => sessionStorage.removeItem(key),
  };
}
