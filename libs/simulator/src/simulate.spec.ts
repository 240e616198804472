import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { simulate, type SimulateOptions } from './simulate.ts';
import { recordingServices, type RecordingServices } from './simulate.fixture.ts';

const until = new Date('2026-11-01T12:00:00Z');
let services: RecordingServices;

beforeEach(async () => {
  services = await recordingServices();
});
afterEach(async () => {
  await services.close();
});

const options = (more: Partial<SimulateOptions> = {}): SimulateOptions => ({
  gateway: services.address,
  token: 'service-token',
  seed: 42,
  customers: 8,
  months: 24,
  maxContacts: 60_000,
  until,
  ...more,
});

describe('sending a simulation', () => {
  it('sends every contact once, and a second run adds nothing', async () => {
    const first = await simulate(options());
    expect(first).toMatchObject({ stopped: false, rejected: 0, duplicates: 0 });
    expect(first.accepted).toBe(first.contacts);
    const second = await simulate(options());
    expect(second).toMatchObject({ accepted: 0, duplicates: first.contacts, rejected: 0, lookAt: first.lookAt });
  });

  it('names a customer and a complaint that are worth a look', async () => {
    const { lookAt } = await simulate(options());
    expect(services.records.get(lookAt.customerId ?? '')).toBeDefined();
    expect(services.records.get(lookAt.complaintId ?? '')).toMatchObject({ cause: 'qualityDefect' });
  });

  it('keeps the order of time for each customer', async () => {
    await simulate(options());
    for (const times of services.timesByCustomer().values()) expect(times).toEqual(times.toSorted());
  });

  it('names the order that a purchase and a delivery belong to by the id that it was given', async () => {
    await simulate(options({ customers: 60 }));
    const items = [...services.records.values()];
    const orders = new Set(
      [...services.records].flatMap(([id, item]) => ('promisedAt' in item && 'lines' in item ? [id] : [])),
    );
    const named = items.flatMap(({ orderId }) => (orderId === undefined ? [] : [String(orderId)]));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(id => !orders.has(id))).toEqual([]);
  });

  it('names the contact or complaint in which a promise was given, tells what became of it, and calls after the complaint', async () => {
    const { byKind } = await simulate(options({ customers: 60 }));
    const promises = [...services.records.values()].filter(item => 'what' in item);
    expect(promises).toHaveLength(byKind.promise ?? 0);
    for (const { interactionId, complaintId } of promises) {
      expect(services.records.has(String(interactionId ?? complaintId))).toBe(true);
    }
    const paths = services.alone.map(({ path }) => path.replaceAll(/[0-9a-f]{32}/g, '…'));
    expect(paths).toContain('/api/complaints/v1/promises/…/renegotiate');
    expect(paths).toContain('/api/complaints/v1/complaints/…/call-backs/…-soon/answers');
    const keys = services.alone.flatMap(({ key }) => key ?? []);
    expect(new Set(keys).size).toBe((byKind.promiseStep ?? 0) + (byKind.callBack ?? 0));
  });

  it('waits and tries again when services are unavailable or overloaded', async () => {
    services.failEvery(8);
    const result = await simulate(options());
    expect(services.failures).toBeGreaterThan(5);
    expect(result).toMatchObject({ rejected: 0, duplicates: 0, accepted: result.contacts });
  });

  it('counts an answer that was lost on its way back as already there', async () => {
    services.loseAnswerEvery(20);
    const result = await simulate(options());
    expect(result.rejected).toBe(0);
    expect(result.accepted + result.duplicates).toBe(result.contacts);
    expect(result.duplicates).toBeGreaterThan(0);
  });

  it('tries again what a service did not know yet', async () => {
    services.knowCustomersLate();
    const result = await simulate(options());
    expect(result).toMatchObject({ rejected: 0, accepted: result.contacts });
  });

  it('goes on after an item that is refused, and says why', async () => {
    services.refuse(item => item.survey === 'nps', 'score-out-of-range');
    const result = await simulate(options());
    expect(result.rejected).toBe(services.refused);
    expect(result.reasons).toEqual([{ reason: 'refused by score-out-of-range', count: services.refused }]);
    expect(result.accepted + result.rejected).toBe(result.contacts);
  });

  it('stops when told, and goes on where it was in the next run', async () => {
    const stop = new AbortController();
    const stopped = await simulate(
      options({ signal: stop.signal, onProgress: ({ done }) => void (done > 0 && stop.abort()) }),
    );
    expect(stopped.stopped).toBe(true);
    expect(stopped.sent).toBeLessThan(stopped.contacts);
    const rest = await simulate(options());
    expect(rest.accepted + rest.duplicates).toBe(rest.contacts);
    expect(rest.duplicates).toBeGreaterThanOrEqual(stopped.sent);
  });

  it('tells its progress up to the end', async () => {
    const told: number[] = [];
    const result = await simulate(options({ onProgress: ({ done }) => void told.push(done) }));
    expect(told.at(-1)).toBe(result.contacts);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });

  it('says at once that its token is refused', async () => {
    await expect(simulate(options({ token: 'wrong' }))).rejects.toThrow(/401/);
  });
});
