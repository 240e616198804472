import { describe, expect, it } from '@jest/globals';
import { newest } from './happening.ts';

describe('what happened last, by a view', () => {
  it('is the newest of contact, purchase, complaint and survey', () => {
    const view = {
      customerId: 'a',
      lastContacts: [{ type: 'support', channel: 'phone', occurredAt: '2026-03-01T10:00:00Z' }],
      purchases: { lastAt: '2026-03-02T10:00:00Z' },
      complaints: { open: [{ complaintId: 'c', cause: 'late', openedAt: '2026-03-03T10:00:00Z' }] },
    };
    expect(newest(view)).toEqual({ kind: 'complaint', at: '2026-03-03T10:00:00Z', cause: 'late' });
  });

  it('is the profile itself where nothing else is known', () => {
    expect(newest({ customerId: 'a', asOf: '2026-03-01T10:00:00Z' })).toEqual({
      kind: 'profile',
      at: '2026-03-01T10:00:00Z',
    });
  });
});
