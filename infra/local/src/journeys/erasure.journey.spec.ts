import { beforeAll, describe, expect, it } from '@jest/globals';
import { SERVICES } from '@rapport/contracts';
import { eventually, testStack } from '@rapport/testing';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { signToken, type Role } from '../issuer.ts';
import type { Connections } from '../stack/connections.ts';
import { placesWith } from './canaries.fixture.ts';
import { basic, ingestAt } from './ingest.fixture.ts';

type Body = Record<string, unknown>;

/** Everything personal that can be said of a customer bears a mark, so that a search finds what is left of it. */
describe('erasing a customer', () => {
  let stack: Connections & { dir: string };
  const tokens = new Map<Role, string>();

  beforeAll(async () => {
    stack = await testStack();
    for (const role of ['manager', 'service', 'privacyOfficer'] as const)
      tokens.set(role, await signToken(stack.issuer, { role }));
  });

  const call = async (role: Role, path: string, body?: object, method = body ? 'POST' : 'GET') => {
    const answer = await fetch(`${stack.services.gateway}/api/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokens.get(role)}`,
        ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Body };
  };
  const must = async (role: Role, path: string, body?: object, method?: string): Promise<Body> => {
    const answer = await call(role, path, body, method);
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const officer = (path: string, body?: object) => must('privacyOfficer', path, body);
  const manager = (path: string, body?: object, method?: string) => must('manager', path, body, method);

  const newMark = (): string => `canary${randomBytes(6).toString('hex')}`;
  const register = async (mark: string, n: number): Promise<string> => {
    const { customerId } = await manager('profile/v1/customers', {
      partyType: 'individual',
      name: `Ana ${mark}`,
      attributes: { salutation: `Dr ${mark}`, shoeSize: mark },
      identifiers: [
        { type: 'email', value: `${mark}.${n}@example.org`, verified: true },
        { type: 'externalId', value: `${mark}-${n}`, verified: true },
        { type: 'deviceId', value: `${mark}-tablet-${n}`, verified: false },
        { type: 'phone', value: `+4915123${randomInt(100_000, 999_999)}`, verified: true },
      ],
    });
    return String(customerId);
  };

  /** Says something personal by every route that takes it. */
  const tell = async (customerId: string, mark: string, n: number): Promise<void> => {
    await manager(`profile/v1/customers/${customerId}`, { name: `Ana Maria ${mark}` }, 'PATCH');
    await manager(`profile/v1/customers/${customerId}/identifiers`, {
      type: 'loyaltyCard',
      value: `${mark}card${n}`,
      verified: true,
    });
    await must('service', 'profile/v1/resolve', {
      items: [
        {
          identifiers: [{ type: 'email', value: `${mark}.${n}@example.org`, verified: true }],
          name: mark,
          attributes: { jobTitle: `head of ${mark}`, hatSize: mark },
        },
      ],
    });
    await sendWhatIsRejected(mark, n);
    await manager('interactions/v1/interactions', {
      customerId,
      channel: 'phone',
      direction: 'inbound',
      phase: 'afterSale',
      type: 'support',
      notes: [{ kind: 'fact', text: `${mark} has moved` }],
      attachments: [{ name: `${mark}.pdf`, mediaType: 'application/pdf', uri: `https://files.example.org/${mark}` }],
    });
    await manager('interactions/v1/feedback', {
      customerId,
      survey: 'csat',
      score: 2,
      comment: `never again, ${mark}`,
    });
    await manager('interactions/v1/purchases', {
      customerId,
      channel: 'web',
      amount: { minor: 4990, currency: 'USD' },
    });
    await manager('loyalty/v1/members', { customerId }).catch(() => undefined);
    await manager(`profile/v1/customers/${customerId}/consents`, {
      purpose: 'marketing',
      channel: 'email',
      given: true,
      evidence: 'form',
      words: `I agree, ${mark}`,
    });
    await plan(customerId, mark);
    await commerce(customerId, mark);
    await complain(customerId, mark);
  };

  /** A refund of what nobody bought: kept as it came, with all that it says, for somebody to look at. */
  const sendWhatIsRejected = async (mark: string, n: number): Promise<void> => {
    const ingest = ingestAt(stack);
    const writeKey = await ingest.writeKey(`erasure-${randomUUID()}`);
    const properties = { order_id: randomUUID(), total: 10, currency: 'USD', reason: `${mark} sent it back` };
    const message = { userId: `${mark}-${n}`, event: 'Order Refunded', messageId: randomUUID(), properties };
    const headers = { ...basic(writeKey), 'content-type': 'application/json' };
    const { status } = await ingest.send('/v1/track', JSON.stringify(message), headers);
    expect(status).toBe(200);
  };

  const plan = async (customerId: string, mark: string): Promise<void> => {
    const of = `profile/v1/customers/${customerId}`;
    await manager(`${of}/opportunities`, { title: `${mark} buys more` });
    await manager(`${of}/plan-actions`, { what: `call ${mark}`, ownerId: 'agent-7', dueOn: '2027-01-31' });
    await manager(`${of}/lessons`, { kind: 'lesson', text: `${mark} likes to be called` });
  };

  const commerce = async (customerId: string, mark: string): Promise<void> => {
    await manager('interactions/v1/requirements', { customerId, answers: [{ topic: 'levelExpected', text: mark }] });
    const goal = { customerId, measure: 'arrivedOnTime', target: 0.9, from: '2026-01' };
    const { goalId } = await manager('interactions/v1/goals', goal);
    const review = { reviewedOn: '2026-02-01', met: true, next: 'keep', remark: `${mark} was glad` };
    await manager(`interactions/v1/goals/${String(goalId)}/reviews`, review);
  };

  const complain = async (customerId: string, mark: string): Promise<void> => {
    const opened = await manager('complaints/v1/complaints', {
      customerId,
      channel: 'phone',
      cause: 'late',
      severity: 3,
      demands: ['quick'],
      narrative: `${mark} waited`,
    });
    const step = (verb: string, body: object) =>
      manager(`complaints/v1/complaints/${String(opened['complaintId'])}/${verb}`, body);
    const now = new Date().toISOString();
    const agreed = { agreedAt: now, agreedBy: 'phone', demands: ['quick'] };
    await step('confirm', { restatement: `${mark} 1`, opinions: `${mark} 2`, ...agreed });
    await step('empathise', {
      sympathy: true,
      apology: true,
      thanks: true,
      why: true,
      apologyText: `${mark} 3`,
      whyText: `${mark} 4`,
    });
    await step('act', {
      actions: [{ action: 'replacement', owner: 'agent-7', dueAt: now }],
      answered: ['quick'],
      outcome: 'upheld',
      finalAnswer: `${mark} 5`,
    });
    await step('verify', { solved: true, score: 5, met: ['quick'], unmet: [], customerWords: `${mark} 6` });
  };

  const settled = (check: () => Promise<void>) => eventually(check, 60_000, 250);
  const confirmed = async (erasureId: string): Promise<Body> =>
    eventually(
      async () => {
        const receipt = await officer(`profile/v1/erasures/${erasureId}`);
        expect(receipt).toMatchObject({ confirmed: true });
        return receipt;
      },
      60_000,
      250,
    );

  it('leaves nothing personal of any of its records in any table, topic or log, and all services say so', async () => {
    const mark = newMark();
    const [ana, tablet] = [await register(mark, 0), await register(mark, 1)];
    await tell(ana, mark, 0);
    await tell(tablet, mark, 1);
    await manager(`profile/v1/customers/${ana}/merges`, { absorbedId: tablet, reason: 'sameParty' });
    await call('manager', `profile/v1/customers?query=${mark}`);
    await call('manager', 'profile/v1/customers', { partyType: 'individual', name: mark, nickname: mark });
    await settled(async () => {
      const places = await placesWith(stack, mark);
      expect(places).toEqual(
        expect.arrayContaining([
          'table app.ingest_rejects of interactions',
          'table messaging.personal of complaints',
          'table messaging.personal of interactions',
          'table messaging.personal of profile',
          'topic profile.customers',
        ]),
      );
      // A mark anywhere else would be a leak before anything was erased.
      expect(places).toHaveLength(5);
    });
    const before = await manager('analytics/v1/overview');

    const { erasureId } = await officer(`profile/v1/customers/${tablet}/erasure`, { reason: 'customerRequest' });
    const receipt = await confirmed(String(erasureId));
    expect(receipt).toMatchObject({ customerIds: expect.arrayContaining([ana, tablet]), reason: 'customerRequest' });
    expect(receipt['services']).toEqual(
      SERVICES.map(service => ({ service, confirmedAt: expect.any(String), removed: expect.any(Number) })),
    );
    await settled(async () => expect(await placesWith(stack, mark)).toEqual([]));

    expect(await manager('analytics/v1/overview')).toMatchObject({ customers: before['customers'] });
    expect((await call('manager', `profile/v1/customers/${ana}/view`)).body).toMatchObject({
      type: '/problems/customer-erased',
      status: 410,
    });
    expect((await manager(`profile/v1/customers?query=${mark}`))['items']).toEqual([]);
    const { items } = await manager(`profile/v1/customers/${ana}/timeline`);
    expect(JSON.stringify(items)).toContain('PurchaseMade');
    expect((await officer(`profile/v1/customers/${ana}/erasure`, { reason: 'again' }))['erasureId']).toBe(erasureId);
  });

  it('refuses personal values of the erased, takes facts, and knows nobody by what it knew them by', async () => {
    const mark = newMark();
    const ana = await register(mark, 0);
    const { erasureId } = await officer(`profile/v1/customers/${ana}/erasure`, { reason: 'customerRequest' });
    await confirmed(String(erasureId));
    const refused = [
      await call('manager', `profile/v1/customers/${ana}`, { name: mark }, 'PATCH'),
      await call('manager', `profile/v1/customers/${ana}/identifiers`, {
        type: 'email',
        value: `${mark}@example.org`,
        verified: true,
      }),
      await call('manager', 'interactions/v1/feedback', { customerId: ana, survey: 'csat', score: 2, comment: mark }),
      await call('manager', 'complaints/v1/complaints', {
        customerId: ana,
        channel: 'phone',
        cause: 'late',
        severity: 3,
        narrative: mark,
      }),
    ];
    expect(refused.map(({ status, body }) => [status, body['type']])).toEqual(
      refused.map(() => [410, '/problems/customer-erased']),
    );
    await manager('interactions/v1/feedback', { customerId: ana, survey: 'csat', score: 4 });
    const again = await register(mark, 0);
    expect(again).not.toBe(ana);
  });

  it('is stopped by a legal hold with its reason, and each step is on record', async () => {
    const ana = await register(newMark(), 0);
    const asked = await manager(`profile/v1/customers/${ana}/erasure-requests`, { channel: 'email' });
    const { holdId } = await officer(`profile/v1/customers/${ana}/holds`, { reason: 'litigation' });
    const stopped = await call('privacyOfficer', `profile/v1/customers/${ana}/erasure`, { reason: 'customerRequest' });
    expect([stopped.status, stopped.body['type']]).toEqual([422, '/problems/legal-hold']);
    expect(stopped.body['detail']).toContain('litigation');
    await settled(async () => {
      const { items } = await officer('profile/v1/erasure-requests');
      expect(items).toContainEqual(expect.objectContaining({ requestId: asked['requestId'], state: 'open' }));
    });
    await officer(`profile/v1/customers/${ana}/holds/${String(holdId)}/release`, { reason: 'settled' });
    await officer(`profile/v1/customers/${ana}/erasure`, { reason: 'customerRequest' });
    await settled(async () => {
      const { items } = await officer(`profile/v1/privacy-actions?customer=${ana}`);
      expect((items as Body[]).map(({ action }) => action)).toEqual([
        'CustomerErased',
        'LegalHoldReleased',
        'LegalHoldPlaced',
        'CustomerErasureRequested',
      ]);
    });
    const denied = await call('manager', `profile/v1/privacy-actions?customer=${ana}`);
    expect(denied.status).toBe(403);
  });

  it('gives out before that everything that all services know, in one document', async () => {
    const mark = newMark();
    const [ana, tablet] = [await register(mark, 0), await register(mark, 1)];
    await tell(ana, mark, 0);
    await manager(`profile/v1/customers/${ana}/merges`, { absorbedId: tablet, reason: 'sameParty' });
    await settled(async () => {
      const document = await officer(`customers/${ana}/exports`, { reason: 'subjectAccess' });
      const services = document['services'] as Record<string, { customerIds: string[] }>;
      expect(Object.keys(services).sort()).toEqual([...SERVICES].sort());
      for (const { customerIds } of Object.values(services))
        expect([...customerIds].sort()).toEqual([ana, tablet].sort());
      const text = JSON.stringify(document);
      for (const said of ['has moved', 'never again', 'waited', `${mark} 6`, `${mark}card`, `${mark}.1@example.org`])
        expect(text).toContain(said);
    });
    expect((await call('manager', `customers/${ana}/exports`, { reason: 'subjectAccess' })).status).toBe(403);
  });
});
