import type { ServiceName } from '@rapport/contracts';
import { displayed, paint, print, say, spanOf, tableOf } from '../output.ts';
import type { Build, Compared, Item } from './rebuild-api.ts';

const count = (n: number): string => n.toLocaleString('en-US');

/** How far a build has read. Before it is first counted, and where there is nothing to read, there is no total. */
function readOf({ done, total, rate, etaSeconds }: Build): string {
  if (total === 0) return '';
  // Where they are counted the build may be some events ahead of the live one.
  const share = Math.min(100, Math.floor((100 * done) / total));
  const speed = rate > 0 ? `, ${count(Math.round(rate))} a second` : '';
  const eta = etaSeconds === null || etaSeconds === 0 ? '' : `, about ${spanOf(etaSeconds)} left`;
  return `: ${count(Math.min(done, total))} of ${count(total)} events, ${share} %${speed}${eta}`;
}

/** One line on what a build is at. */
export function lineOf(build: Build): string {
  const { stage, note } = build;
  const words: Readonly<Record<string, string>> = {
    starting: 'makes the tables',
    bringing: `asks the owners for what the topics lack${readOf(build)}`,
    reading: `reads what the live one has read${readOf(build)}`,
    verifying: 'compares with the live one',
    differs: 'differs from the live one, which it follows, and waits for a decision',
    swapping: 'takes the place of the live one',
    marking: 'in place; marks whose rows have changed',
    aborting: 'is being removed',
    done: 'in place',
    verified: 'compared and removed: the live one is as it was',
    aborted: 'given up: the live one is as it was',
    failed: 'failed: the live one is as it was',
  };
  return `${words[stage] ?? stage}${note === null ? '' : ` (${note})`}`;
}

export function printList(listed: readonly { service: ServiceName; item: Item }[]): void {
  const rows = listed.map(({ service, item }) => [
    `${service}/${item.projection}`,
    item.tables.join(', '),
    item.version === item.foldedVersion ? `${item.version}` : `${item.foldedVersion}, code ${item.version}`,
    item.build === null ? '' : `${item.build.endedAt?.slice(0, 16).replace('T', ' ') ?? 'now'}: ${lineOf(item.build)}`,
  ]);
  for (const line of tableOf(['read model', 'tables', 'version', 'last build'], rows)) print(line);
}

export function printCompared(compared: readonly Compared[]): void {
  for (const one of compared) {
    const { table, liveRows, builtRows, onlyLive, onlyBuilt, differing } = one;
    const same = onlyLive + onlyBuilt + differing === 0;
    const verdict = same ? paint('green', 'the same rows') : paint('yellow', 'differs');
    print(`${table}: ${count(liveRows)} live, ${count(builtRows)} built: ${verdict}`);
    if (same) continue;
    print(`  ${count(differing)} differ, ${count(onlyLive)} only live, ${count(onlyBuilt)} only built; such as`);
    for (const example of one.examples) print(`  ${example.key}: ${cells(example.live)} → ${cells(example.built)}`);
  }
}

const cells = (row: Record<string, unknown> | null): string =>
  row === null
    ? 'nothing'
    : Object.entries(row)
        .map(([name, value]) => `${name} ${displayed(value) || 'null'}`)
        .join(', ')
        .slice(0, 300);

/** Tells what a build is at whenever that has changed, but not more often than a person wants to read. */
export function teller(): (build: Build) => void {
  let [stage, told, at] = ['', '', 0];
  return build => {
    const line = lineOf(build);
    if (line === told || (build.stage === stage && Date.now() - at < 2000)) return;
    [stage, told, at] = [build.stage, line, Date.now()];
    say(line);
  };
}
