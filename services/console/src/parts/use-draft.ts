import { useState } from 'react';
import { readJson } from '../api/json.ts';

/** What is being typed survives a reload and the end of a session; saving or signing out forgets it. */
export function useDraft<Values extends object>(name: string, initial: Values) {
  const key = `draft:${name}`;
  const [values, setValues] = useState<Values>(() => ({
    ...initial,
    ...readJson<Partial<Values>>(sessionStorage.getItem(key)),
  }));
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
