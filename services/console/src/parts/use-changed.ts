import { useState } from 'react';

/** Marks what has changed since it was first shown, so that only that moves. */
export function useChanged(value: unknown): { key: number; className: string } {
  const [seen, setSeen] = useState({ value, key: 0 });
  if (seen.value !== value) setSeen({ value, key: seen.key + 1 });
  return { key: seen.key, className: seen.key > 0 ? 'changed' : '' };
}
