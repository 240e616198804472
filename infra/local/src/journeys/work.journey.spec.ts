import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, testStack } from '@rapport/testing';
import { signToken } from '../issuer.ts';
import type { Connections } from '../stack/connections.ts';

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** A rule is tried, switched on, and sets somebody to work: from a complaint in one service to the page of the customer in another. */
describe('work by rule', () => {
  let stack: Connections;
  let [specialist, manager] = ['', ''];
  const code = `journey-${randomUUID().slice(0, 8)}`;

  beforeAll(async () => {
    stack = await testStack();
    specialist = await signToken(stack.issuer, { role: 'specialist' });
    manager = await signToken(stack.issuer, { role: 'manager' });
  });

  const call = async (token: string, path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(`${stack.services.gateway}/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const rules = `interactions/v1/work-rules/${code}`;
  const form = {
    title: { en: 'Look after it', zh: '跟进' },
    on: 'ComplaintOpened',
    where: [[{ field: 'severity', atMost: 1 }]],
    task: 'lookAfterComplaint',
    about: 'complaintId',
    to: { assignee: ['accountOwner'], team: code, role: 'supervisor' },
    priority: { base: 90 },
    due: { workingHours: 1 },
  };
  const complaint = (customerId: string) =>
    call(specialist, 'complaints/v1/complaints', {
      customerId,
      channel: 'phone',
      cause: 'qualityDefect',
      severity: 1,
      demands: ['quick'],
      narrative: 'It broke.',
    });

  it('is a draft until it was tried on what happened, then raises one item, seen on the page of the customer until it is done', async () => {
    const { body } = await call(specialist, 'profile/v1/customers', {
      partyType: 'individual',
      name: 'Wanda Work',
      identifiers: [{ type: 'externalId', value: randomUUID(), verified: true }],
    });
    const customerId = String(body['customerId']);
    expect((await complaint(customerId)).status).toBe(201);

    expect((await call(manager, `${rules}/versions`, { form })).status).toBe(201);
    expect(await call(manager, `${rules}/versions`, { form: { ...form, about: 'nothing' } })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/form/about' }] },
    });
    expect(await call(manager, `${rules}/on`, { version: 1 })).toMatchObject({ status: 422 });
    await eventually(async () => {
      const tried = await call(manager, `${rules}/versions/1/dry-runs`, { from: '2020-01-01T00:00:00Z' });
      const { state, result } = tried.body;
      expect({ state, raised: Object(result).raised > 0 }).toEqual({ state: 'done', raised: true });
    });
    expect(await call(specialist, `interactions/v1/work-items?team=${code}`)).toMatchObject({ body: { items: [] } });
    expect(await call(manager, `${rules}/on`, { version: 1 })).toMatchObject({ status: 200, body: { on: true } });

    expect((await complaint(customerId)).status).toBe(201);
    const open = async (): Promise<Record<string, unknown>> => {
      const { body: listed } = await call(specialist, `interactions/v1/work-items?team=${code}`);
      expect(listed['items']).toMatchObject([
        { customerId, task: 'lookAfterComplaint', role: 'supervisor', mine: false },
      ]);
      return Object((listed['items'] as unknown[])[0]);
    };
    const { workItemId } = await eventually(open);
    const shown = async (): Promise<unknown> =>
      Object((await call(specialist, `profile/v1/customers/${customerId}/view`)).body['work']).open;
    await eventually(async () => expect(await shown()).toMatchObject([{ workItemId, priority: 90 }]));

    const act = `interactions/v1/work-items/${String(workItemId)}`;
    expect(await call(specialist, `${act}/claim`, {})).toMatchObject({ status: 200 });
    expect(await call(manager, `${act}/claim`, {})).toMatchObject({ status: 422 });
    expect(await call(specialist, `${act}/done`, { outcome: 'reached', note: 'She is content.' })).toMatchObject({
      body: { state: 'done' },
    });
    await eventually(async () => expect(await shown()).toEqual([]));
    const timeline = await call(specialist, `profile/v1/customers/${customerId}/timeline?kind=work`);
    expect(timeline.body['items']).toMatchObject([
      { type: 'WorkItemDone' },
      { type: 'WorkItemClaimed' },
      { type: 'WorkItemRaised' },
    ]);
    expect(JSON.stringify(timeline.body)).not.toContain('content');
    expect(await call(manager, `${rules}/off`, {})).toMatchObject({ status: 200 });
  });
});
