import { useSyncExternalStore } from 'react';
import { readJson } from './json.ts';
import type { Role, Session } from './types.ts';

export interface SessionState {
  session: Session | null;
  /** Why nobody is signed in; the sign-in page says so. */
  ended: 'expired' | null;
  /** Who was signed in last, so that the form is not typed twice. */
  last: { name: string; role: Role } | null;
}

const KEY = 'rapport.session';
const LAST = 'rapport.last';
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

function restore(): SessionState {
  const session = readJson<Session>(sessionStorage.getItem(KEY));
  const last = readJson<{ name: string; role: Role }>(sessionStorage.getItem(LAST));
  if (session === null) return { session: null, ended: null, last };
  return Date.parse(session.expiresAt) > Date.now()
    ? { session, ended: null, last }
    : { session: null, ended: 'expired', last };
}

let state = restore();

function publish(next: SessionState): void {
  state = next;
  clearTimeout(timer);
  if (next.session) {
    const left = Date.parse(next.session.expiresAt) - Date.now();
    // A longer delay would overflow the browser's timer and fire at once.
    timer = setTimeout(() => expire(), Math.min(left, 2_000_000_000));
  }
  for (const listener of listeners) listener();
}

export function currentToken(): string | null {
  return state.session?.token ?? null;
}

export function begin(session: Session): void {
  if (state.last && state.last.name !== session.name) clearDrafts();
  const last = { name: session.name, role: session.role };
  sessionStorage.setItem(KEY, JSON.stringify(session));
  sessionStorage.setItem(LAST, JSON.stringify(last));
  publish({ session, ended: null, last });
}

/** Keeps drafts: whoever comes back finds what was typed. */
export function expire(): void {
  if (!state.session) return;
  sessionStorage.removeItem(KEY);
  publish({ ...state, session: null, ended: 'expired' });
}

export function signOut(): void {
  sessionStorage.removeItem(KEY);
  clearDrafts();
  publish({ ...state, session: null, ended: null });
}

function clearDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('draft:')) sessionStorage.removeItem(key);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSession(): SessionState {
  return useSyncExternalStore(subscribe, () => state);
}

if (state.session) publish(state);
