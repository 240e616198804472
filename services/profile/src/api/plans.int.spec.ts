import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { startProfile, type Ask, type Profile } from '../profile.fixture.ts';

let profile: Profile;
let ana: Ask;
let boss: Ask;
beforeAll(async () => {
  profile = await startProfile();
  [ana, boss] = [profile.as('ana'), profile.as('boss', 'manager')];
});
afterAll(() => profile.close());

const seen = (ask: Ask, url: string, after: { headers: Readonly<Record<string, unknown>> }) =>
  eventually(async () => {
    const headers = { 'rapport-after': String(after.headers['rapport-sequence']) };
    const { status, body } = await ask('GET', url, undefined, headers);
    if (status === 503) throw new Error('not visible yet');
    return body;
  });
const scores = (...four: number[]) => ({
  scores: ['attitude', 'proficiency', 'relation', 'competitiveness'].map((indicator, i) => ({
    indicator,
    score: four[i] ?? 0,
  })),
});

describe('the plan of an account', () => {
  it('has its five parts and the log of lessons, with their texts, which no event carries', async () => {
    const [firm, person] = [await profile.register('enterprise'), await profile.register()];
    const url = `/v1/customers/${firm}`;
    const basics = { industry: 'logistics', country: 'DE', employees: 250 };
    expect((await ana('PUT', `${url}/account`, basics)).status).toBe(200);
    expect((await ana('PUT', `${url}/owner`, { ownerId: 'ana', team: ['ben'] })).status).toBe(403);
    expect((await boss('PUT', `${url}/owner`, { ownerId: 'ana', team: ['ben'] })).status).toBe(200);
    expect((await ana('PUT', `${url}/people/${person}`, { roles: ['decisionMaker'] })).status).toBe(200);
    const chance = { title: 'Second warehouse', amount: { minor: 1_200_000, currency: 'EUR' }, closeOn: '2026-12-31' };
    const raised = await ana('POST', `${url}/opportunities`, { ...chance, interactionId: randomUUID() });
    expect(raised.status).toBe(201);
    const moved = await ana('PATCH', `/v1/opportunities/${String(raised.body['opportunityId'])}`, {
      stage: 'proposed',
    });
    expect(moved.status).toBe(200);
    const action = { what: 'Visit the plant', ownerId: 'ana', dueOn: '2020-01-31' };
    expect((await ana('POST', `${url}/plan-actions`, action)).status).toBe(201);
    expect((await ana('POST', `${url}/health-checks`, scores(6, 5, 6, 7))).status).toBe(201);
    expect((await ana('POST', `${url}/health-checks`, scores(6, 4, 4, 7))).status).toBe(201);
    const log = { kind: 'lesson', text: 'Ask for the site plan first' };
    const logged = await ana('POST', `${url}/lessons`, log);
    const plan = await seen(ana, `${url}/plan`, logged);
    expect(plan).toMatchObject({
      basics,
      relations: {
        owner: { ownerId: 'ana', team: ['ben'], onDuty: 'ana' },
        people: [{ personId: person, roles: ['decisionMaker'] }],
      },
      opportunities: [{ title: 'Second warehouse', stage: 'proposed', probability: 50, closeOn: '2026-12-31' }],
      health: { mean: 5.25, scores: [{ change: 0 }, { change: -1 }, { change: -2 }, { change: 0 }] },
      lessons: [{ text: log.text }],
    });
    // Its day has passed long ago: the clock says so by itself.
    await eventually(async () =>
      expect((await ana('GET', `${url}/plan`)).body['actions']).toMatchObject([
        { what: 'Visit the plant', overdue: true },
      ]),
    );
    const { body } = await profile.as('reader', 'service')('GET', `/v1/events?subject=${firm}&limit=200`);
    const told = JSON.stringify(body);
    for (const type of ['HealthFell', 'PlanActionOverdue', 'OpportunityMoved', 'LessonLogged']) {
      expect(told).toContain(type);
    }
    for (const text of ['warehouse', 'Visit', 'site plan']) expect(told).not.toContain(text);
  });

  it('has lists that go on from a cursor, under all ids of the customer, and from no other', async () => {
    const firm = await profile.register('enterprise');
    const url = `/v1/customers/${firm}/lessons`;
    const texts = ['first', 'second', 'third'];
    const logged = [];
    for (const text of texts) logged.push(await ana('POST', url, { kind: 'lesson', text }));
    const last = logged.at(-1);
    if (last) await seen(ana, url, last);
    const one = (await ana('GET', `${url}?limit=2`)).body;
    const two = (await ana('GET', `${url}?limit=2&cursor=${String(one['next'])}`)).body;
    expect([one['items'], two['items']]).toMatchObject([[{ text: 'third' }, { text: 'second' }], [{ text: 'first' }]]);
    expect(two['next']).toBeNull();
    const elsewhere = `/v1/customers/${firm}/plan-actions?cursor=${String(one['next'])}`;
    expect((await ana('GET', elsewhere)).body['type']).toBe('/problems/form');
    expect((await ana('GET', `/v1/customers/${firm}/plan`)).body['next']).toEqual({
      ...{ opportunities: null, actions: null, lessons: null },
    });
    expect((await ana('GET', `/v1/customers/${randomUUID()}/opportunities`)).status).toBe(404);
  });

  it('is refused what cannot be: a day of no calendar, a stage of no catalogue, the health of a person', async () => {
    const firm = await profile.register('enterprise');
    const url = `/v1/customers/${firm}`;
    const type = async (path: string, body: object) => (await ana('POST', `${url}${path}`, body)).body['type'];
    expect(await type('/opportunities', { closeOn: '2026-02-30' })).toBe('/problems/form');
    expect(await type('/opportunities', { stage: 'dreamt' })).toBe('/problems/code-unknown');
    const person = await profile.register();
    const checked = await ana('POST', `/v1/customers/${person}/health-checks`, scores(1, 1, 1, 1));
    expect(checked).toMatchObject({ status: 422, body: { type: '/problems/not-an-organisation' } });
    expect((await ana('PATCH', `/v1/plan-actions/${randomUUID()}`, { dueOn: '2026-05-01' })).status).toBe(404);
  });
});

it('of an erased customer nothing is told, and nothing is noted any more', async () => {
  const firm = await profile.register('enterprise');
  const url = `/v1/customers/${firm}`;
  const lesson = { kind: 'lesson', text: 'They pay late' };
  expect((await ana('POST', `${url}/lessons`, lesson)).status).toBe(201);
  const officer = profile.as('officer', 'privacyOfficer');
  expect((await officer('POST', `${url}/erasure`, { reason: 'customerRequest' })).status).toBeLessThan(300);
  const noted = await ana('POST', `${url}/needs`, { aspect: 'motive', code: 'pride', saidBy: 'agent' });
  const again = await ana('POST', `${url}/lessons`, lesson);
  const read = [await ana('GET', `${url}/plan`), await ana('GET', `${url}/style`), noted, again];
  expect(read.map(({ status }) => status)).toEqual([410, 410, 410, 410]);
});

describe('the hierarchy of enterprises', () => {
  it('has no enterprise above itself, also where all are set at once', async () => {
    const firms = await Promise.all(Array.from({ length: 4 }, () => profile.register('enterprise')));
    const under = (child: number, parent: number) =>
      ana('PUT', `/v1/customers/${firms[child] ?? ''}/parent`, { parentId: firms[parent] });
    const answers = await Promise.all([under(0, 1), under(1, 2), under(2, 3), under(3, 0)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 422]);
    const refused = answers.find(({ status }) => status === 422);
    expect(refused?.body['type']).toBe('/problems/hierarchy-cycle');
    const last = answers.findLast(({ status }) => status === 200);
    if (last) await seen(ana, `/v1/customers/${firms[0] ?? ''}/hierarchy`, last);
  });
});

describe('an absence', () => {
  it('puts another on duty on its days, until it is cancelled', async () => {
    const firm = await profile.register('enterprise');
    const owner = `agent-${randomUUID()}`;
    await boss('PUT', `/v1/customers/${firm}/owner`, { ownerId: owner, team: [] });
    const days = { coverId: 'ben', from: '2020-01-01', to: '2099-12-31' };
    const arranged = await boss('POST', `/v1/staff/${owner}/absences`, days);
    expect(arranged.status).toBe(201);
    const plan = await seen(boss, `/v1/customers/${firm}/plan`, arranged);
    expect(plan['relations']).toMatchObject({ owner: { ownerId: owner, onDuty: 'ben' } });
    const cancelled = await boss('POST', `/v1/absences/${String(arranged.body['absenceId'])}/cancellation`);
    const later = await seen(boss, `/v1/customers/${firm}/plan`, cancelled);
    expect(later['relations']).toMatchObject({ owner: { onDuty: owner } });
  });
});

describe('what a customer wants', () => {
  it('is noted, shown with who said it, and removed', async () => {
    const customerId = await profile.register();
    const url = `/v1/customers/${customerId}/needs`;
    const time = { aspect: 'purpose', code: 'save', what: 'time' };
    await ana('POST', url, { aspect: 'motive', code: 'pride', saidBy: 'agent' });
    const noted = await ana('POST', url, { ...time, saidBy: 'customer' });
    expect(await seen(ana, url, noted)).toMatchObject({
      items: [
        { ...time, saidBy: 'customer' },
        { code: 'pride', saidBy: 'agent' },
      ],
    });
    const removed = await ana('POST', `${url}/removals`, { ...time, reason: 'saidOtherwise' });
    expect(removed.body).toMatchObject({ removed: 1 });
    expect((await seen(ana, url, removed))['items']).toMatchObject([{ code: 'pride' }]);
  });

  it('in their language, as somebody said it, is in the view; said again it counts from then', async () => {
    const customerId = await profile.register();
    const url = `/v1/customers/${customerId}`;
    expect((await ana('PATCH', url, { saidBy: 'agent' })).body['type']).toBe('/problems/form');
    await ana('PATCH', url, { preferredLanguage: 'de' });
    const said = async () => (await ana('GET', `${url}/view`)).body['languageSaid'];
    await eventually(async () => expect(await said()).toMatchObject({ saidBy: null }));
    await boss('PATCH', url, { preferredLanguage: 'de', saidBy: 'customer' });
    await eventually(async () => expect(await said()).toMatchObject({ saidBy: 'customer' }));
  });

  it('in their language, as somebody said it when they were registered, is in the view', async () => {
    const party = { partyType: 'individual', identifiers: [], saidBy: 'contactPerson' };
    const refused = await ana('POST', '/v1/customers', party);
    expect(refused.body).toMatchObject({ type: '/problems/form', errors: [{ pointer: '/saidBy' }] });
    const { body } = await ana('POST', '/v1/customers', { ...party, preferredLanguage: 'zh' });
    await eventually(async () => {
      const view = await ana('GET', `/v1/customers/${String(body['customerId'])}/view`);
      expect(view.body).toMatchObject({ preferredLanguage: 'zh', languageSaid: { saidBy: 'contactPerson' } });
    });
  });
});
