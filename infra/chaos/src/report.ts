import { cpus } from 'node:os';
import { tableOf } from '@rapport/local';

/** One line of the table: a fault against one part, or a negative control. */
export interface Row {
  readonly fault: string;
  readonly aim: string;
  readonly runs: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
  readonly resent: number;
  /** Processes of services that were killed. */
  readonly kills: number;
  /** The longest of the runs; null where nothing has to recover. */
  readonly seconds: number | null;
  readonly bound: number | null;
  readonly verdict: 'holds' | 'violated' | 'late' | 'seen' | 'not seen' | 'skipped';
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

export const isGood = ({ verdict }: Row): boolean => verdict === 'holds' || verdict === 'seen' || verdict === 'skipped';

const COLUMNS = [
  'fault',
  'aimed at',
  'runs',
  'acknowledged',
  'lost',
  'duplicated',
  'out of order',
  'recovers in s',
  'bound s',
  'verdict',
];

const cells = (row: Row): unknown[] => [
  row.fault,
  row.aim,
  row.runs,
  row.acknowledged,
  row.lost,
  row.doubled,
  row.outOfOrder,
  row.seconds === null ? '' : Number.isFinite(row.seconds) ? row.seconds.toFixed(1) : 'never',
  row.bound ?? '',
  row.verdict,
];

export const textTable = (rows: readonly Row[]): string[] => tableOf(COLUMNS, rows.map(cells));

export interface Outcome {
  readonly seed: string;
  readonly began: Date;
  readonly minutes: number;
  readonly rows: readonly Row[];
  /** How many were not run, because somebody interrupted. */
  readonly left: number;
}

export const totals = (rows: readonly Row[]) => {
  const real = rows.filter(({ verdict }) => verdict !== 'seen' && verdict !== 'not seen');
  const sum = (of: (row: Row) => number): number => real.reduce((total, row) => total + of(row), 0);
  return {
    acknowledged: sum(row => row.acknowledged),
    lost: sum(row => row.lost),
    doubled: sum(row => row.doubled),
    outOfOrder: sum(row => row.outOfOrder),
    resent: sum(row => row.resent),
    kills: sum(row => row.kills),
  };
};

/** The page docs/reliability.md. */
export function page({ seed, began, minutes, rows, left }: Outcome, whats: ReadonlyMap<string, string>): string {
  const { acknowledged, lost, doubled, outOfOrder, resent, kills } = totals(rows);
  const controls = rows.filter(({ verdict }) => verdict === 'seen' || verdict === 'not seen');
  const faults = rows.filter(row => !controls.includes(row));
  const number = (n: number): string => n.toLocaleString('en');
  return [
    '# Reliability: what was done to it, and what came of it',
    '',
    `Made by \`./rapport chaos --write\` on ${began.toISOString().slice(0, 10)} with the seed \`${seed}\`, in ${Math.round(minutes)} minutes on`,
    `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}: real services, Kafka and PostgreSQL as processes of one machine.`,
    ...(left === 0 ? [] : [`Interrupted: ${left} faults were not tried.`]),
    '',
    `**${number(acknowledged)} acknowledged commands, ${number(kills)} processes of services killed: ${lost} lost, ${doubled} duplicated,`,
    `${outOfOrder} out of order.** Relays sent ${number(resent)} events more than once, which readers drop by their numbers.`,
    '',
    'Each run sends commands over HTTP (purchases, contacts, complaints with their steps, redemptions), each until its outcome',
    'is known, under the same key; strikes; heals; and then looks from outside, at topics, tables and answers:',
    '',
    ...INVARIANTS,
    '',
    '_Recovers_ counts until purchases sent after the healing are facts in analytics and points in loyalty; the longest run.',
    '',
    ...markdown(faults),
    '',
    ...notHeld(rows),
    ...TRUST,
    ...FAULT_WORDS,
    ...[...new Set(faults.map(({ fault }) => fault))].map(fault => `- **${fault}**: ${whats.get(fault) ?? ''}`),
    '',
    '## What must go wrong',
    '',
    'Ways of doing it that are known to lose or to block. Were they not seen, the checks would be blind.',
    '',
    ...markdown(controls),
    '',
    ...controls.map(({ fault, notes }) => `- **${fault}**: ${whats.get(fault) ?? ''} ${notes.join('; ')}`.trim()),
    '',
    ...skipped(rows),
  ].join('\n');
}

const INVARIANTS = [
  '- V1 what was acknowledged is in the log of its owner, on Kafka, and in every reader;',
  '- V2 what was refused left nothing, and nothing is there that nobody was told of;',
  '- V3 a command sent again under its key has one effect;',
  '- V4 the numbers of each subject come as 1, 2, 3 … for the first time, in each topic;',
  '- V5 afterwards nothing is left to send, to carry out or to read, and the read models are a fold of the log;',
  '- V6 what was acknowledged is found by its id at once, and lists never show less than was asked for;',
  '- V7 the position of a reader never goes back;',
  '- V11 names, addresses, numbers and words that were given lie in `messaging.personal` of their service alone: in no event, in no',
  '  other table of any service, in no log;',
  '- the ledger of points sums to zero, every purchase of a member earned once, and nothing is parked but poison.',
];

const TRUST = [
  '## What Kafka is trusted with',
  '',
  'Nothing that Kafka has acknowledged is lost while one of the brokers that had it comes back with its disk: the relay waits for all replicas in',
  'sync (`acks=all`), topics want two of them (`min.insync.replicas`, one less than there are), and none that lags behind ever leads',
  '(`unclean.leader.election.enable=false`, set for each topic so that no broker’s default counts). So within one send, tried again by the client',
  'after a change of leader, the new leader has everything before it; a batch that arrived twice is told by its number. With one replica, or `MIN_INSYNC=1`,',
  'this does not hold: then a topic whose end is gone is found when the relay connects again, and',
  '[repaired](guides/backup-and-restore.md#the-topics-were-lost). [A spec](../infra/kafka/src/plan.spec.ts) holds the settings; two-brokers-lost and',
  'leader-change below try what they promise.',
  '',
  'A send that was given up may still arrive. Events are then there twice, and told by their numbers; a document is refused by the',
  'broker, since whatever was sent after it went under a [later turn](adr/0042-documents-are-sent-in-turns.md).',
  '',
];

const FAULT_WORDS = ['## The faults', ''];

const markdown = (rows: readonly Row[]): string[] => [
  `| ${COLUMNS.join(' | ')} |`,
  '|---|---|---:|---:|---:|---:|---:|---:|---:|---|',
  ...rows.map(row => `| ${cells(row).join(' | ')} |`),
];

/** The first words of each violation: what the table only counts. */
const notHeld = (rows: readonly Row[]): string[] => {
  const bad = rows.filter(row => !isGood(row));
  if (bad.length === 0) return [];
  const words = bad.map(
    ({ fault, aim, verdict, problems }) => `- **${fault}**, ${aim} (${verdict}): ${problems.slice(0, 3).join('; ')}`,
  );
  return ['## What did not hold', '', ...words, ''];
};

const skipped = (rows: readonly Row[]): string[] => {
  const left = rows.filter(({ verdict }) => verdict === 'skipped');
  if (left.length === 0) return [];
  return ['## Left out', '', ...left.map(({ fault, aim, notes }) => `- ${fault}, ${aim}: ${notes.join('; ')}`), ''];
};
