import { beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import Type, { type Static, type TProperties } from 'typebox';
import { Compile } from 'typebox/compile';
import { parse } from 'yaml';

const closed = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false });
const name = Type.String({ pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$' });
const labels = Type.Record(Type.String(), Type.String());
const whole = Type.Integer({ minimum: 0 });
const rule = Type.Union([
  closed({
    action: Type.Literal('FailJob'),
    onExitCodes: closed({ containerName: name, operator: Type.Literal('In'), values: Type.Array(whole) }),
  }),
  closed({
    action: Type.Literal('Ignore'),
    onPodConditions: Type.Array(closed({ type: Type.String(), status: Type.Literal('True') })),
  }),
]);

/** The fields of a batch/v1 Job that are used, with what the restricted pod security standard demands of them. */
const Container = closed({
  name,
  image: Type.String({ pattern: '^[^:]+:[^:]+$' }),
  command: Type.Array(Type.String()),
  env: Type.Array(closed({ name: Type.String({ pattern: '^[A-Z_]+$' }), value: Type.String() })),
  resources: closed({
    requests: closed({ cpu: Type.String({ pattern: '^\\d+m$' }), memory: Type.String({ pattern: '^\\d+Mi$' }) }),
    limits: closed({ memory: Type.String({ pattern: '^\\d+Mi$' }) }),
  }),
  securityContext: closed({
    allowPrivilegeEscalation: Type.Literal(false),
    readOnlyRootFilesystem: Type.Literal(true),
    capabilities: closed({ drop: Type.Tuple([Type.Literal('ALL')]) }),
  }),
});
const PodSpec = closed({
  restartPolicy: Type.Literal('Never'),
  automountServiceAccountToken: Type.Literal(false),
  enableServiceLinks: Type.Literal(false),
  securityContext: closed({
    runAsNonRoot: Type.Literal(true),
    runAsUser: Type.Integer({ minimum: 1 }),
    runAsGroup: Type.Integer({ minimum: 1 }),
    seccompProfile: closed({ type: Type.Literal('RuntimeDefault') }),
  }),
  containers: Type.Tuple([Container]),
});
const Job = closed({
  apiVersion: Type.Literal('batch/v1'),
  kind: Type.Literal('Job'),
  metadata: closed({ name, labels }),
  spec: closed({
    backoffLimit: whole,
    activeDeadlineSeconds: whole,
    ttlSecondsAfterFinished: whole,
    podFailurePolicy: closed({ rules: Type.Array(rule) }),
    template: closed({ metadata: closed({ labels }), spec: PodSpec }),
  }),
});
const job = Compile(Job);
const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');

describe('the job that applies the topics', () => {
  let container: Static<typeof Container>;
  let codes: readonly number[];

  beforeAll(async () => {
    const found: unknown = parse(await read('../topics-job.yaml'));
    if (!job.Check(found)) throw new TypeError(JSON.stringify(job.Errors(found)));
    [container] = found.spec.template.spec.containers;
    codes = found.spec.podFailurePolicy.rules.flatMap(one => ('onExitCodes' in one ? one.onExitCodes.values : []));
  });

  it('has as much memory at the least as at the most: what is promised is there', () =>
    expect(container.resources.limits.memory).toBe(container.resources.requests.memory));

  it('runs what the image holds, by a user that the image has', async () => {
    const dockerfile = await read('../../../Dockerfile');
    expect(container.command.at(-1)).toBe('infra/kafka/dist/main.js');
    expect(dockerfile).toContain('/app/infra/kafka ./infra/kafka');
    expect(dockerfile).toContain('USER 1000:1000');
  });

  it('sets nothing that the command does not read', async () => {
    const source = await read('./main.ts');
    for (const { name: variable } of container.env) expect(source).toMatch(new RegExp(`['(\\[]${variable}['\\])]`));
  });

  /** Runs the command on the job's settings, and answers the exit code. */
  const run = async (changes: Readonly<Record<string, string>>): Promise<unknown> => {
    const settings = Object.fromEntries(container.env.map(({ name: variable, value }) => [variable, value]));
    const script = new URL('./main.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, ['--conditions=rapport-source', script], {
      env: { PATH: process.env.PATH, ...settings, ...changes, DRY_RUN: 'true' },
      stdio: 'ignore',
    });
    return (await once(child, 'close'))[0];
  };

  it('has settings that the command takes, and is tried again where Kafka does not answer, not where they are bad', async () => {
    const away = await run({ KAFKA_BROKERS: '127.0.0.1:1' });
    const bad = await run({ KAFKA_BROKERS: '127.0.0.1:1', PARTITIONS: '12' });
    expect([away, bad]).toEqual([5, 2]);
    expect(codes).not.toContain(away);
    expect(codes).toContain(bad);
  }, 60_000);
});
