import { contracts, SERVICES } from '@rapport/contracts';
import { filesBelow, textOf } from './files.ts';
import { flowsOf, type Flow, type Place, type Reader } from './flows.ts';

/** The page of flows: each event with where it is decided and who reads it. */
export async function flowsPage(): Promise<string> {
  const types = contracts.map(contract => contract.type);
  return page(flowsOf(types, await sources()));
}

async function sources(): Promise<ReadonlyMap<string, string>> {
  const files = await filesBelow('services', 'libs/messaging/src');
  const code = files.filter(file => file.endsWith('.ts') && !/\.(spec|fixture)\.ts$/.test(file));
  return new Map(await Promise.all(code.map(async file => [file, await textOf(file)] as const)));
}

const linked = ({ file }: Place): string => `[${file}](../../${file})`;

/** A reader in a library runs in every service that has the event's topic. */
const whose = ({ file }: Place): string => /^services\/([^/]+)\//.exec(file)?.[1] ?? 'every service';

const readerLine = (reader: Reader): string =>
  `- ${whose(reader)}, ${reader.kind} \`${reader.name}\`: ${linked(reader)}`;

function section({ type, producers, readers }: Flow): string[] {
  const decided =
    producers.length === 0
      ? 'Declared; nobody decides it yet.'
      : `Decided in ${[...new Set(producers.map(linked))].join(', ')}.`;
  const read = readers.length === 0 ? ['Read by nobody here.'] : ['Read by', '', ...readers.map(readerLine)];
  return [`### ${type}`, '', decided, '', ...read, ''];
}

function page(flows: readonly Flow[]): string {
  const of = (service: string): Flow[] =>
    flows.filter(({ type }) => contracts.some(contract => contract.type === type && contract.service === service));
  return [
    '# Who tells what, and who listens',
    '',
    'Made from the source by `npm run generate`: where each event is decided, and the projections and policies that do',
    'something when it happened. What an event says is in [events.md](events.md).',
    '',
    ...SERVICES.flatMap(service => [`## ${service}`, '', ...of(service).flatMap(section)]),
  ].join('\n');
}
