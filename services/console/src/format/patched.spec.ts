import { describe, expect, it } from '@jest/globals';
import { patched } from './patched.ts';

describe('a list of customers while their views change', () => {
  const pages = [
    {
      items: [
        { customerId: 'a', name: 'Ada', stage: 'new' },
        { customerId: 'b', name: 'Bo' },
      ],
      next: null,
    },
  ];

  it('shows what the newest view says, in the same order', () => {
    const view = { customerId: 'b', stage: 'returning', contacts: { lastAt: '2026-03-02T10:00:00Z' } };
    expect(patched(pages, new Map([['b', view]]))[0]?.items).toEqual([
      { customerId: 'a', name: 'Ada', stage: 'new' },
      { customerId: 'b', name: 'Bo', stage: 'returning', lastContactAt: '2026-03-02T10:00:00Z', openComplaints: 0 },
    ]);
  });

  it('leaves rows alone of which nothing was heard', () => expect(patched(pages, new Map())).toEqual(pages));
});
