import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withTopics } from '@rapport/messaging';
import { eventually, testTopics } from '@rapport/testing';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { deleteTopics } from '@rapport/local';
import { applyTopics, lookAt } from './apply.ts';

const script = new URL('./main.ts', import.meta.url).pathname;

describe('the topics of a cluster', () => {
  let brokers: string[];
  const prefix = `t${randomUUID().slice(0, 8)}.`;
  const at = () => ({ brokers, prefix });
  const edit = (configs: Record<string, string>) =>
    withTopics({ brokers, clientId: 'specs' }, topics => topics.alter(`${prefix}profile.customers`, configs));

  beforeAll(async () => {
    const topics = await testTopics();
    ({ brokers } = topics);
    await topics.remove();
  });
  afterAll(() => deleteTopics(brokers, prefix));

  it('are looked at without a change', async () => {
    expect((await lookAt(at(), {})).create).toHaveLength(6);
    expect((await lookAt(at(), {})).create).toHaveLength(6);
  });

  it('are created by two jobs at once, and are as declared then', async () => {
    await Promise.all([applyTopics(at(), {}), applyTopics(at(), {})]);
    await eventually(async () => expect(await lookAt(at(), {})).toMatchObject({ create: [], change: [], refuse: [] }));
  });

  it('get back what somebody changed by hand, and keep what is not declared', async () => {
    await edit({ 'cleanup.policy': 'delete', 'segment.ms': '3600000' });
    const change = { topic: `${prefix}profile.customers`, config: 'cleanup.policy', from: 'delete', to: 'compact' };
    // A cluster takes what it is told before all of it knows.
    await eventually(async () => expect((await lookAt(at(), {})).change).toEqual([change]));
    expect((await applyTopics(at(), {})).change).toEqual([change]);
    const besides = [{ config: 'segment.ms', value: '3600000' }];
    await eventually(async () => expect(await lookAt(at(), {})).toMatchObject({ change: [], besides }));
  });

  it('are applied by a job with settings from its environment', async () => {
    const job = (more: Record<string, string>) =>
      promisify(execFile)(process.execPath, ['--conditions=rapport-source', script], {
        env: { ...process.env, NODE_OPTIONS: '', KAFKA_BROKERS: brokers.join(','), TOPIC_PREFIX: prefix, ...more },
      });
    expect((await job({})).stdout).toContain('6 as declared');
    await expect(job({ PARTITIONS: '16' })).rejects.toMatchObject({ code: 4 });
    await expect(job({ MIN_INSYNC: '3' })).rejects.toMatchObject({ code: 2 });
    await expect(job({ KAFKA_BROKERS: '127.0.0.1:1' })).rejects.toMatchObject({ code: 5 });
  });
});
