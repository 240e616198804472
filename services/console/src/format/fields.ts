/** What a `datetime-local` field takes: local time to the minute. */
export function localMinute(time: number): string {
  const at = new Date(time);
  return new Date(time - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Owners are named by code in events, never by a person's name in free text: `Ada Byron` → `ada-byron`. */
export function codeOf(name: string): string {
  const code = name
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9_.-]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '');
  return code || 'agent';
}
