import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf, repositoryRoot, type Stack } from '@rapport/local';
import { curveBench } from './curve.bench.ts';
import { curvePicture } from './curve-picture.ts';
import { CURVE_PICTURE, curveText, replicasText } from './growth-report.ts';
import { designBench, designText } from './design.bench.ts';
import { httpBench } from './http.bench.ts';
import { ingestBench } from './ingest.bench.ts';
import { idleClocksBench } from './idle-clocks.bench.ts';
import { latencyBench } from './latency.bench.ts';
import { peerJars, type PeerJars } from './peer-jars.ts';
import { peersBench } from './peers.bench.ts';
import { projectionBench } from './projection.bench.ts';
import { relayBench } from './relay.bench.ts';
import { replicasBench } from './replicas.bench.ts';
import { percentilesText, sectionText } from './report.ts';
import { tuningBench } from './tuning.bench.ts';
import { viewBench } from './view.bench.ts';

export const NAMES = [
  'relay',
  'projection',
  'http',
  'ingest',
  'latency',
  'view',
  'peers',
  'curve',
  'replicas',
  'idle-clocks',
  'design',
  'tuning',
] as const;
/** What says nothing of ours is measured when it is asked for. */
export const USUAL = NAMES.filter(name => name !== 'tuning');

export interface Sizes {
  readonly quick?: boolean;
  readonly rounds?: number;
  readonly events?: number;
  readonly history?: readonly number[];
  readonly customers?: readonly number[];
}

export interface Bench {
  readonly title: string;
  /** The section of the report; undefined where this machine can't measure it, which is told. */
  run(stack: Stack, sizes: Sizes, say: (line: string) => void): Promise<string | undefined>;
}

const events = ({ events: asked, quick = false }: Sizes, usual: number, few: number): number =>
  asked ?? (quick ? few : usual);
const rounds = ({ rounds: asked, quick = false }: Sizes): number => asked ?? (quick ? 1 : 3);

const jarsOrReason = (say: (line: string) => void): Promise<PeerJars | undefined> =>
  peerJars(say).catch((error: unknown) => {
    say(`the peers are skipped: ${messageOf(error)}`);
    return undefined;
  });

export const BENCHES: Readonly<Record<(typeof NAMES)[number], Bench>> = {
  relay: {
    title: 'Relay',
    run: async (stack, sizes, say) =>
      sectionText(await relayBench(stack, { events: events(sizes, 100_000, 20_000), rounds: rounds(sizes) }, say)),
  },
  projection: {
    title: 'Projection',
    run: async (stack, sizes, say) =>
      sectionText(await projectionBench(stack, { events: events(sizes, 150_000, 20_000), rounds: rounds(sizes) }, say)),
  },
  http: {
    title: 'HTTP write path',
    run: async (stack, sizes, say) =>
      sectionText(await httpBench(stack, { seconds: sizes.quick === true ? 3 : 8, rounds: rounds(sizes) }, say)),
  },
  ingest: {
    title: 'Ingest',
    run: async (stack, sizes, say) =>
      sectionText(await ingestBench(stack, { events: events(sizes, 50_000, 5_000), rounds: rounds(sizes) }, say)),
  },
  latency: {
    title: 'From POST to visible',
    run: async (stack, { quick }, say) =>
      percentilesText(await latencyBench(stack, { seconds: quick === true ? 5 : 30 }, say)),
  },
  view: {
    title: 'From any event to the view',
    run: async (stack, { quick, customers: [asked] = [] }, say) => {
      const customers = asked ?? (quick === true ? 500 : 2_000);
      return percentilesText(await viewBench(stack, { seconds: quick === true ? 10 : 60, customers }, say));
    },
  },
  peers: {
    title: 'Peers',
    async run(stack, sizes, say) {
      const jars = await jarsOrReason(say);
      if (jars === undefined) return undefined;
      const size = { events: events(sizes, 200_000, 40_000), rounds: rounds(sizes) };
      return sectionText(await peersBench(stack, jars, size, say));
    },
  },
  tuning: {
    title: 'Tuning of the peers',
    async run(stack, sizes, say) {
      const jars = await jarsOrReason(say);
      if (jars === undefined) return undefined;
      return tuningBench(stack, jars, { events: events(sizes, 200_000, 40_000), rounds: sizes.rounds ?? 1 }, say);
    },
  },
  curve: {
    title: 'Cost of an event by what is there',
    async run(stack, sizes, say) {
      const curve = await curveBench(
        stack,
        {
          measured: events(sizes, 100_000, 20_000),
          events: sizes.history ?? (sizes.quick === true ? [10_000, 100_000] : [100_000, 1_000_000, 10_000_000]),
          customers: sizes.customers ?? (sizes.quick === true ? [1_000, 10_000] : [10_000, 100_000, 1_000_000]),
        },
        say,
      );
      const picture = join(repositoryRoot, '.rapport/bench', CURVE_PICTURE);
      await mkdir(dirname(picture), { recursive: true });
      await writeFile(picture, curvePicture(curve));
      return curveText(curve);
    },
  },
  replicas: {
    title: 'Replicas',
    run: async (stack, sizes, say) =>
      replicasText(await replicasBench(stack, { events: events(sizes, 200_000, 40_000), rounds: rounds(sizes) }, say)),
  },
  'idle-clocks': {
    title: 'Idle clocks',
    async run(stack, sizes, say) {
      const size = { clocks: events(sizes, 1_000_000, 100_000), rounds: rounds(sizes) };
      return sectionText(await idleClocksBench(stack, size, say));
    },
  },
  design: {
    title: 'What the design rests on',
    run: async (stack, sizes, say) => {
      const quick = sizes.quick === true;
      const size = { ms: quick ? 1_500 : 8_000, contacts: events(sizes, 8_000, 800) };
      return designText(await designBench(stack, size, say));
    },
  },
};
