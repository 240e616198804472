import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoff, parseEvents } from './sse.ts';

describe('reading server-sent events', () => {
  it('reads id, event and data, and leaves an unfinished event for later', () => {
    const { events, rest } = parseEvents('id: 4\nevent: customer\ndata: {"a":1}\n\nid: 5\nda');
    expect(events).toEqual([{ id: '4', event: 'customer', data: '{"a":1}' }]);
    expect(rest).toBe('id: 5\nda');
  });

  it('keeps the place that a block without data tells', () => {
    expect(parseEvents(': here\nid: 7\n\n').events).toEqual([{ id: '7', event: 'message', data: null }]);
  });

  it('joins several data lines and passes over comments', () => {
    expect(parseEvents(': still here\n\ndata: a\ndata: b\n\n').events).toEqual([
      { id: undefined, event: 'message', data: 'a\nb' },
    ]);
  });

  it('gives the same events wherever the network cuts the stream', () => {
    const stream = 'id: 1\ndata: one\n\n: ping\n\nid: 2\ndata: two\n\n';
    const whole = parseEvents(stream).events;
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 6 }), cuts => {
        const edges = [0, ...cuts.sort((a, b) => a - b), stream.length];
        let rest = '';
        const seen = edges.slice(1).flatMap((edge, i) => {
          const parsed = parseEvents(rest + stream.slice(edges[i], edge));
          rest = parsed.rest;
          return parsed.events;
        });
        expect(seen).toEqual(whole);
      }),
    );
  });
});

describe('waiting before the next attempt', () => {
  it('grows to half a minute and never beyond', () => {
    expect(backoff(0, 0)).toBe(500);
    expect(backoff(3, 1)).toBe(8000);
    expect(backoff(20, 1)).toBe(30_000);
  });
});
