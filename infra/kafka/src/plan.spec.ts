import { describe, expect, it } from '@jest/globals';
import { customersTopic, eventTopic, SERVICES } from '@rapport/contracts';
import type { TopicState } from '@rapport/messaging';
import { declared } from './declaration.ts';
import { planOf, type Cluster } from './plan.ts';
import { conclusionOf, wordsOf } from './words.ts';

const NAMES = [...SERVICES.map(service => eventTopic(service)), customersTopic()];

const asDeclared = (partitions = 8, replicas = 1, minInsync = 1): Map<string, TopicState> =>
  new Map(
    declared('', { partitions, minInsync }).map(({ name, configs }) => [
      name,
      { partitions, replicas, configs: new Map(Object.entries(configs)), own: Object.keys(configs) },
    ]),
  );
const cluster = (topics = asDeclared(), brokers = 1): Cluster => ({ brokers, topics });
const changed = (name: string, change: Partial<TopicState>): Cluster => {
  const topics = asDeclared();
  const state = topics.get(name);
  if (state !== undefined) topics.set(name, { ...state, ...change });
  return cluster(topics);
};

describe('the declared topics', () => {
  it('are one for every service that publishes, and the customers’', () => {
    expect(declared('', { partitions: 8, minInsync: 1 }).map(({ name }) => name)).toEqual(NAMES);
  });

  it('keep every event for ever, and of each customer the last document', () => {
    const kept = declared('p.', { partitions: 8, minInsync: 1 }).map(({ name, configs }) => [
      name,
      configs['cleanup.policy'],
      configs['retention.ms'],
    ]);
    expect(kept).toEqual([
      ...SERVICES.map(service => [`p.${service}.events`, 'delete', '-1']),
      ['p.profile.customers', 'compact', '-1'],
    ]);
  });
});

describe('what was acknowledged', () => {
  const SAFE = { 'unclean.leader.election.enable': 'false', 'min.insync.replicas': '2' };

  it('is on two brokers of three at least, and nobody leads who lacks it', () => {
    const { create } = planOf('', {}, cluster(new Map(), 3));
    expect(create.map(({ name, configs }) => [name, { ...configs, ...SAFE }])).toEqual(
      create.map(({ name, configs }) => [name, configs]),
    );
    expect(create.length).toBe(NAMES.length);
  });

  it('is kept so where somebody has set it otherwise', () => {
    const topics = asDeclared(8, 3, 2);
    const state = topics.get('loyalty.events');
    const loose = new Map([
      ...(state?.configs ?? []),
      ['unclean.leader.election.enable', 'true'],
      ['min.insync.replicas', '1'],
    ]);
    if (state !== undefined) topics.set('loyalty.events', { ...state, configs: loose });
    const { change } = planOf('', {}, cluster(topics, 3));
    expect(Object.fromEntries(change.map(({ config, to }) => [config, to]))).toEqual(SAFE);
  });
});

describe('what there is to do', () => {
  it('is all of it on an empty cluster, with as many replicas as brokers, three at most', () => {
    const plans = [1, 2, 3, 5].map(brokers => planOf('', {}, cluster(new Map(), brokers)));
    expect(plans.map(({ replication }) => replication)).toEqual([1, 2, 3, 3]);
    expect(plans.map(({ create }) => create[0]?.configs['min.insync.replicas'])).toEqual(['1', '1', '2', '2']);
    for (const { create } of plans) expect(create.map(({ name }) => name)).toEqual(NAMES);
  });

  it('is nothing where all is as declared, with more partitions as well', () => {
    for (const partitions of [8, 32]) {
      const plan = planOf('', {}, cluster(asDeclared(partitions)));
      expect(plan).toMatchObject({ create: [], change: [], refuse: [], besides: [], same: NAMES });
    }
  });

  it('is to alter what differs and nothing else; what is not declared is told and left alone', () => {
    const state = asDeclared().get('profile.events');
    const configs = new Map([...(state?.configs ?? []), ['retention.ms', '604800000'], ['segment.ms', '1']]);
    const plan = planOf('', {}, changed('profile.events', { configs, own: [...(state?.own ?? []), 'segment.ms'] }));
    expect(plan.change).toEqual([{ topic: 'profile.events', config: 'retention.ms', from: '604800000', to: '-1' }]);
    expect(plan.besides).toEqual([{ topic: 'profile.events', config: 'segment.ms', value: '1' }]);
    expect(wordsOf(plan)).toEqual([
      '~ profile.events: retention.ms 604800000 → -1',
      '? profile.events: segment.ms=1 is set and not declared; left alone',
    ]);
    expect(conclusionOf(plan, true)).toBe('1 altered, 5 as declared');
  });

  it('gives a new service’s topic as many partitions as the others have', () => {
    const topics = asDeclared(16);
    topics.delete('loyalty.events');
    expect(planOf('', {}, cluster(topics)).create).toMatchObject([{ name: 'loyalty.events', partitions: 16 }]);
  });

  it.each([
    [{ partitions: 4 }, 'never takes one away'],
    [{ partitions: 16 }, './rapport partitions 16'],
    [{ replication: 3 }, 'kafka-reassign-partitions'],
  ])('is refused and said why: %j', (wanted, why) => {
    const plan = planOf('', wanted, cluster(asDeclared(), 3));
    expect(plan.refuse).toHaveLength(NAMES.length);
    for (const refused of plan.refuse) expect(refused.why).toContain(why);
  });

  it('refuses topics between two numbers of partitions, as an interrupted addition leaves them', () => {
    const plan = planOf('', {}, changed('loyalty.events', { partitions: 16 }));
    expect(plan.refuse.map(({ topic }) => topic)).toEqual(NAMES.filter(name => name !== 'loyalty.events'));
  });

  it.each([{ partitions: 12 }, { partitions: 0 }, { replication: 3 }, { replication: 1, minInsync: 2 }])(
    'can not be %j on one broker',
    wanted => {
      expect(() => planOf('', wanted, cluster(new Map()))).toThrow(RangeError);
    },
  );
});
