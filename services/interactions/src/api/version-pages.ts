import { cursorOf, page, type Page } from '@rapport/service-kit';
import { VersionKey, type VersionsQuery } from './survey-bodies.ts';

const cursor = cursorOf(VersionKey);

/** A page of versions, which are given newest first. */
export function pageOfVersions<Version extends { readonly version: number }>(
  all: readonly Version[],
  { limit, cursor: after }: VersionsQuery,
): Page<Version> {
  const before = cursor.read(after)?.version ?? Infinity;
  const older = all.filter(({ version }) => version < before);
  return page(older, limit, ({ version }) => cursor.write({ version }));
}

/** The same of one code among others. */
export const versionsOf = <Version extends { readonly code: string; readonly version: number }>(
  all: readonly Version[],
  code: string,
  query: VersionsQuery,
): Page<Version> =>
  pageOfVersions(
    all.filter(one => one.code === code),
    query,
  );
