import { Instant, orNull } from '@rapport/contracts';
import type { Build, Compared, Rebuildable } from '@rapport/messaging';
import Type, { type Static } from 'typebox';

export const ProjectionName = Type.String({ minLength: 1, maxLength: 60, pattern: '^[a-z][a-z0-9-]*$' });

export const Wish = Type.Object(
  {
    from: Type.Optional(
      Type.Enum(['kafka', 'facts'], {
        description: 'The topics, or the logs of the owners. By default the topics, unless one of them was shortened',
      }),
    ),
    verifyOnly: Type.Optional(Type.Boolean({ description: 'Compare only: the live one stays as it is' })),
    acceptDifferences: Type.Optional(Type.Boolean({ description: 'Swap also where rows differ' })),
  },
  { additionalProperties: false },
);
export type Wish = Static<typeof Wish>;

const Count = Type.Integer({ minimum: 0 });
const Cells = orNull(Type.Record(Type.String(), Type.Unknown()));

const ComparedTable = Type.Object({
  table: Type.String(),
  liveRows: Count,
  builtRows: Count,
  onlyLive: Type.Integer({ minimum: 0, description: 'Rows that the live one has and the new one lacks' }),
  onlyBuilt: Type.Integer({ minimum: 0, description: 'Rows that the new one has and the live one lacks' }),
  differing: Count,
  examples: Type.Array(Type.Object({ key: Type.String(), live: Cells, built: Cells }), {
    description: 'Some rows that differ: of those that both have, the columns that do',
  }),
});

export const BuildAnswer = Type.Object({
  id: Count,
  projection: Type.String(),
  version: Count,
  from: Type.Enum(['kafka', 'facts', 'auto']),
  verifyOnly: Type.Boolean(),
  accepted: Type.Boolean({ description: 'Whether differences are accepted' }),
  stage: Type.Enum([
    'starting',
    'bringing',
    'reading',
    'verifying',
    'differs',
    'swapping',
    'marking',
    'failed',
    'aborting',
    'done',
    'verified',
    'aborted',
  ]),
  note: orNull(Type.String({ description: 'What it waits for, or why it failed' })),
  requestedBy: Type.String(),
  requestedAt: Instant,
  updatedAt: Instant,
  done: Type.Integer({ minimum: 0, description: 'Events read' }),
  total: Count,
  rate: Type.Number({ description: 'Events a second' }),
  etaSeconds: orNull(Type.Integer({ minimum: 0, description: 'Until all events are read' })),
  verified: orNull(Type.Array(ComparedTable)),
  swappedAt: orNull(Instant),
  endedAt: orNull(Instant),
});

export const RebuildableAnswer = Type.Object({
  projection: Type.String(),
  tables: Type.Array(Type.String()),
  version: Type.Integer({ minimum: 1, description: 'The version of its fold' }),
  foldedVersion: Type.Integer({ minimum: 1, description: 'The version by which its rows were made' }),
  build: orNull(BuildAnswer),
});
export const RebuildableList = Type.Object({ items: Type.Array(RebuildableAnswer) });

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

/** As it is answered: the times as text, and how long it will take. */
export function toldBuild(build: Build): Static<typeof BuildAnswer> {
  const { origin, onlyVerify, verified, requestedAt, updatedAt, swappedAt, endedAt, ...rest } = build;
  const { stage, done, total, rate } = rest;
  const isReading = stage === 'reading' || stage === 'bringing';
  return {
    ...rest,
    from: origin,
    verifyOnly: onlyVerify,
    verified: verified && verified.map(toldTable),
    etaSeconds: isReading && rate > 0 ? Math.ceil(Math.max(0, total - done) / rate) : null,
    requestedAt: requestedAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    swappedAt: instant(swappedAt),
    endedAt: instant(endedAt),
  };
}

const toldTable = ({ examples, ...counts }: Compared) => ({
  ...counts,
  examples: examples.map(({ key, live, built }) => ({ key, live: live && { ...live }, built: built && { ...built } })),
});

export const toldRebuildable = ({ tables, build, ...rest }: Rebuildable): Static<typeof RebuildableAnswer> => ({
  ...rest,
  tables: [...tables],
  build: build && toldBuild(build),
});
