import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { v7 as newId } from 'uuid';
import { proposedStrategy } from './domain/service-strategy.decide.ts';
import { customerFacts } from './projections/customer-facts.projection.ts';
import { interactionFacts } from './projections/interaction-facts.projection.ts';
import { merged, talked } from './projections/value.fixture.ts';
import { scoring, type Scoring } from './scoring.fixture.ts';
import { serviceStrategies } from './service-strategies.score.ts';

let house: Scoring;
let [ada, tablet] = ['', ''];
beforeAll(async () => {
  house = await scoring([proposedStrategy], [identityMap, customerFacts, interactionFacts]);
});
afterAll(() => house.end());
beforeEach(() => {
  [ada, tablet] = [newId(), newId()];
});

const run = (daysOn = 0) => house.run(serviceStrategies, new Date(Date.now() + daysOn * 86_400_000));
const times = (n: number, more: object = {}) => Array.from({ length: n }, (_, i) => talked(ada, 1 + i, more));
const personal = { channel: 'phone', agentId: 'a-1', type: 'advice' };
const found = async (id = ada) =>
  (await house.rows('select * from analytics.service_strategy where customer_id = $1', [id]))[0];

describe('the service strategy', () => {
  it.each<[string, number, object]>([
    ['factory', 5, {}],
    ['chain', 6, {}],
    ['personalised', 5, personal],
    ['deep', 6, personal],
    ['chain', 1, { startedAt: '2026-01-01T10:00:00.000Z', endedAt: '2026-01-01T11:00:00.000Z' }],
  ])('is %s with %i contacts of %j', async (strategy, n, more) => {
    await house.deliver(...times(n, more));
    await run();
    expect(await found()).toMatchObject({ strategy, contacts: n });
  });

  it('weighs the same agent, the personal channel, and advice', async () => {
    await house.deliver(
      talked(ada, 1, { ...personal, agentId: 'a-1' }),
      talked(ada, 2, { channel: 'visit', agentId: 'a-1' }),
      talked(ada, 3, { agentId: 'a-2' }),
      talked(ada, 4),
    );
    await run();
    expect(await found()).toMatchObject({
      ...{ same_agent: 0.5, personal_channel: 0.5, advice_or_relationship: 0.25 },
      depth: expect.closeTo(0.4 * 0.5 + 0.3 * 0.5 + 0.3 * 0.25, 9),
    });
  });

  it('counts no contact in which nobody was reached, and none of long ago', async () => {
    await house.deliver(...times(4), talked(ada, 5, { outcome: 'noAnswer' }), talked(ada, 91));
    await run();
    expect(await found()).toMatchObject({ contacts: 4 });
  });

  it('is told when it is another, and stays when there was no contact of late', async () => {
    await house.deliver(...times(2));
    await run();
    await run();
    expect(await house.told(ada, 'ServiceStrategyProposed')).toMatchObject([{ to: 'factory', contacts: 2 }]);
    await house.deliver(...times(6, personal));
    await run(1);
    expect((await house.told(ada, 'ServiceStrategyProposed')).at(-1)).toMatchObject({ from: 'factory', to: 'deep' });
    await run(200);
    expect([await found(), await house.told(ada, 'ServiceStrategyProposed')]).toMatchObject([
      { strategy: 'deep' },
      [{}, {}],
    ]);
  });

  it('is that of all records of a merged customer', async () => {
    await house.deliver(...times(3), talked(tablet, 1), talked(tablet, 2), talked(tablet, 3));
    await run();
    await house.deliver(merged(ada, tablet));
    await run(1);
    expect([await found(), await found(tablet)]).toMatchObject([{ strategy: 'chain', contacts: 6 }, undefined]);
  });
});
