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

/** Only what was said: no empty text, and no box that was left unticked. */
export function given<Fields extends Record<string, string | boolean>>(fields: Fields): Partial<Fields> {
  const said: Partial<Fields> = {};
  for (const name in fields) {
    const value = fields[name];
    if (typeof value === 'string' ? value.trim() !== '' : value) said[name] = value;
  }
  return said;
}
