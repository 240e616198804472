import { cursorOf, page, type Page } from '@rapport/service-kit';
import { VersionKey, type VersionsQuery } from './survey-bodies.ts';

const cursor = cursorOf(VersionKey);

/** A page of the versions of one code, newest first. */
export function versionsOf<Version extends { readonly code: string; readonly version: number }>(
  all: readonly Version[],
  code: string,
  { limit, cursor: after }: VersionsQuery,
): Page<Version> {
  const before = cursor.read(after)?.version ?? Infinity;
  const older = all.filter(one => one.code === code && one.version < before).sort((a, b) => b.version - a.version);
  return page(older, limit, ({ version }) => cursor.write({ version }));
}
