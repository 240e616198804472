import type { ServiceName } from '@rapport/contracts';
import { tableOf } from '../output.ts';
import type { Stream } from './reconcile-api.ts';

const COLUMNS = ['service', 'stream', 'subject', 'versions', 'personal values', 'last recorded'];

/**
 * Tells of taken back streams page by page, since there may be hundreds of thousands of them, as a table or as one JSON array.
 * Answers how many.
 */
export async function listStreams(
  services: readonly ServiceName[],
  pagesOf: (service: ServiceName) => AsyncIterable<readonly Stream[]>,
  json: boolean,
  print: (line: string) => void,
): Promise<number> {
  let told = 0;
  let headed = false;
  if (json) print('[');
  for (const service of services)
    for await (const page of pagesOf(service)) {
      if (json)
        for (const [i, one] of page.entries())
          print(`${told + i > 0 ? ',' : ''}${JSON.stringify({ service, ...one })}`);
      else {
        const lines = tableOf(
          COLUMNS,
          page.map(one => cellsOf(service, one)),
        );
        for (const line of headed ? lines.slice(1) : lines) print(line);
        headed = true;
      }
      told += page.length;
    }
  if (json) print(']');
  return told;
}

const cellsOf = (service: ServiceName, one: Stream): string[] => [
  service,
  one.stream,
  one.subject,
  `${one.fromVersion}–${one.toVersion}`,
  one.personal ? 'older than the events' : 'none',
  one.recordedAt,
];
