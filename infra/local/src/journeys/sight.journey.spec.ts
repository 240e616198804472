import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, testStack } from '@rapport/testing';
import { signToken, type Role } from '../issuer.ts';
import type { Connections } from '../stack/connections.ts';

type Answer = { readonly status: number; readonly body: Record<string, unknown> };

const run = randomUUID().slice(0, 8);
const [north, south] = [`north-${run}`, `south-${run}`];

/** Two of two teams, and who leads one: each sees in every service the customers that are theirs, and no others. */
describe('whose customers somebody sees', () => {
  let stack: Connections;
  const tokens = new Map<string, string>();
  beforeAll(async () => {
    stack = await testStack();
    const people: readonly [string, Role][] = [
      ['ana', 'specialist'],
      ['ben', 'specialist'],
      ['sue', 'supervisor'],
      ['tom', 'supervisor'],
      ['max', 'manager'],
      ['robot', 'service'],
      ['ada', 'administrator'],
    ];
    for (const [name, role] of people)
      tokens.set(name, await signToken(stack.issuer, { role, name: `${name}-${run}` }));
    const works = { languages: ['en'], worksFrom: '2026-01-01' };
    for (const [name, role, teamId] of [
      ['ana', 'specialist', north],
      ['ben', 'specialist', south],
      ['sue', 'supervisor', north],
    ] as const) {
      const described = { role, teamId, signsInAs: `${role}:${name}-${run}`, ...works };
      await done('ada', `profile/v1/staff/${name}-${run}`, described, 'PUT');
    }
    for (const teamId of [north, south])
      await done('ada', `profile/v1/teams/${teamId}`, { supervisorId: `sue-${run}` }, 'PUT');
  });

  const ask = async (who: string, path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<Answer> => {
    const answer = await fetch(`${stack.services.gateway}/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${tokens.get(who)}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  async function done(who: string, path: string, body: object, method = 'POST'): Promise<Record<string, unknown>> {
    const answer = await ask(who, path, body, method);
    if (answer.status > 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  const idOf = async (path: string, body: object, id: string): Promise<string> =>
    String((await done('max', path, body))[id]);

  /** A customer with a record of each kind. */
  async function customer(team: string) {
    const identifiers = [{ type: 'externalId', value: randomUUID(), verified: true }];
    const customerId = await idOf('profile/v1/customers', { partyType: 'individual', identifiers }, 'customerId');
    const contact = { customerId, channel: 'phone', direction: 'inbound', phase: 'inSale', type: 'enquiry' };
    const complaint = { customerId, channel: 'phone', cause: 'qualityDefect', severity: 2, demands: ['quick'] };
    const work = { customerId, task: 'callCustomer', team, dueAt: '2026-12-31T00:00:00Z' };
    await done('max', 'loyalty/v1/members', { customerId });
    return {
      customerId,
      interactionId: await idOf('interactions/v1/interactions', contact, 'interactionId'),
      complaintId: await idOf('complaints/v1/complaints', { ...complaint, narrative: 'It broke.' }, 'complaintId'),
      workItemId: await idOf('interactions/v1/work-items', work, 'workItemId'),
    };
  }
  type Customer = Awaited<ReturnType<typeof customer>>;

  /** Whether an id is on a list, on whichever page. */
  async function lists(who: string, path: string, id: string): Promise<boolean> {
    for (let cursor = ''; ;) {
      const { body } = await ask(who, `${path}&limit=200${cursor}`);
      if (JSON.stringify(body['items']).includes(id)) return true;
      if (typeof body['next'] !== 'string') return false;
      cursor = `&cursor=${encodeURIComponent(body['next'])}`;
    }
  }

  /** What somebody is shown of a customer: `all`, `none`, or where it is not the same everywhere what each says. */
  async function sees(who: string, { customerId, interactionId, complaintId, workItemId }: Customer): Promise<string> {
    const paths = [
      `profile/v1/customers/${customerId}`,
      `profile/v1/duplicates?customer=${customerId}`,
      `interactions/v1/interactions/${interactionId}`,
      `interactions/v1/interactions?customer=${customerId}`,
      `interactions/v1/work-items/${workItemId}`,
      `complaints/v1/complaints/${complaintId}`,
      `complaints/v1/complaints?status=all&customer=${customerId}`,
      `loyalty/v1/members/${customerId}`,
      `loyalty/v1/members/${customerId}/entries`,
      ...['satisfaction', 'risk', 'worth'].map(what => `analytics/v1/customers/${customerId}/${what}`),
    ].filter(path => who !== 'robot' || !/duplicates|^analytics/.test(path));
    const statuses = await Promise.all(paths.map(async path => (await ask(who, path)).status));
    const listed = await Promise.all([
      lists(who, `profile/v1/customers?query=${customerId}`, customerId),
      lists(who, 'complaints/v1/complaints?status=open', complaintId),
      lists(who, 'interactions/v1/work-items?state=open', workItemId),
    ]);
    if (statuses.every(status => status === 200) && listed.every(Boolean)) return 'all';
    return statuses.every(status => status === 403) && !listed.some(Boolean)
      ? 'none'
      : `${statuses.join()} ${listed.join()}`;
  }
  const give = (customerId: string, ownerId: string): Promise<unknown> =>
    done('max', `profile/v1/customers/${customerId}/owner`, { ownerId: `${ownerId}-${run}`, team: [] }, 'PUT');
  const expectSight = (one: Customer, expected: Record<string, string>): Promise<void> =>
    eventually(async () => {
      const found = await Promise.all(Object.keys(expected).map(async who => [who, await sees(who, one)]));
      expect(Object.fromEntries(found)).toEqual(expected);
    }, 30_000);

  it('is the same in every service, and goes over with the customer', async () => {
    const [hers, his] = [await customer(north), await customer(south)];
    await give(hers.customerId, 'ana');
    await give(his.customerId, 'ben');
    const everybody = { sue: 'all', max: 'all', robot: 'all' };
    await expectSight(hers, { ana: 'all', ben: 'none', ...everybody });
    await expectSight(his, { ana: 'none', ben: 'all', ...everybody });
    const { body } = await ask('ben', `complaints/v1/complaints/${hers.complaintId}/confirm`, { restated: true });
    expect(body).toMatchObject({ status: 403, detail: 'Somebody else looks after this customer.' });
    const contact = {
      customerId: hers.customerId,
      channel: 'phone',
      direction: 'inbound',
      phase: 'inSale',
      type: 'enquiry',
    };
    expect(await ask('ben', 'interactions/v1/interactions', contact)).toMatchObject({ status: 403 });

    const from = Date.now();
    await give(hers.customerId, 'ben');
    await expectSight(hers, { ana: 'none', ...everybody });
    expect(Date.now() - from).toBeLessThan(10_000);
    // The work is still that of Ana's team.
    expect(await ask('ben', `complaints/v1/complaints/${hers.complaintId}`)).toMatchObject({ status: 200 });
    expect(await ask('ben', `interactions/v1/work-items/${hers.workItemId}`)).toMatchObject({ status: 403 });
  });

  it('leaves the conduct of the staff to themselves and to who leads them', async () => {
    const list = 'interactions/v1/conduct-observations';
    const observed = { kind: 'mysteryCheck', coaching: true };
    const observe = (staff: string) => ({ ...observed, staffId: `${staff}-${run}` });
    const hers = await idOf(list, observe('ana'), 'observationId');
    const his = await idOf(list, observe('ben'), 'observationId');
    const seen = async (who: string): Promise<string> => {
      const ids = [hers, his];
      const listed = await Promise.all(ids.map(id => lists(who, `${list}?open=true`, id)));
      const read = await Promise.all(ids.map(async id => (await ask(who, `${list}/${id}`)).status));
      return `${listed.join()} ${read.join()}`;
    };
    await eventually(async () => {
      expect(await seen('max')).toBe('true,true 200,200');
      expect(await seen('sue')).toBe('true,true 200,200');
      expect(await seen('ana')).toBe('true,false 200,403');
      expect(await seen('ben')).toBe('false,true 403,200');
      expect(await seen('tom')).toBe('false,false 403,403');
    }, 30_000);
    const talk = { topics: ['greeting'] };
    expect(await ask('tom', `${list}/${hers}/coaching`, talk)).toMatchObject({ status: 403 });
    expect(await ask('tom', list, observe('ana'))).toMatchObject({ status: 403 });
    expect(await ask('sue', `${list}/${hers}/coaching`, talk)).toMatchObject({ status: 200 });
    expect(await ask('ana', `${list}/${hers}`)).toMatchObject({ body: { coaching: [{ topics: ['greeting'] }] } });
  });
});
