import { describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import fc from 'fast-check';
import type { MessageCommand } from './message.commands.ts';
import { outboundMessage } from './message.decide.ts';
import type { MessageEvent } from './message.ts';

const given = specification(outboundMessage).given;
const { example: facts } = interactionsEvents.MessageRequested;
const about = interactionsEvents.MessageReleased.example;
const address = { customerId: facts.customerId, number: 2 };
const requested: MessageEvent = { type: 'MessageRequested', data: facts };
const released: MessageEvent = { type: 'MessageReleased', data: about };
const until = '2026-03-02T08:00:00.000Z';
const releasedThen = { ...released, at: until };
const held: MessageEvent = { type: 'MessageHeld', data: { ...about, until, because: 'quietHours', attempts: 0 } };
const sent: MessageEvent = {
  type: 'MessageSent',
  data: { ...about, language: 'en', identifier: address, attempts: 1 },
};
const request = { type: 'RequestMessage', facts, words: { values: { name: 'Ana' } } } as const;
const recordSent = { type: 'RecordSent', language: 'en', address, sentAs: { to: 'ana@example.org' } } as const;

describe('a message', () => {
  it('is wanted once, however often it is asked for, and its words stay beside the stream', () => {
    const decision = given([]).when(request).then([requested]);
    expect(decision.personal).toEqual({ values: { name: 'Ana' } });
    given([requested]).when(request).thenNothing();
  });

  it('is held, and released when its time has come and not before', () => {
    given([requested]).when({ type: 'HoldMessage', until }).then([held]);
    expect(outboundMessage.nextDue?.(given([requested, held]).state)).toBe(until);
    given([requested, held]).when({ type: 'PassTime', now: '2026-03-02T07:59:59.999Z' }).thenNothing();
    given([requested, held]).when({ type: 'PassTime', now: '2026-03-02T09:00:00.000Z' }).then([releasedThen]);
    expect(outboundMessage.nextDue?.(given([requested, held, released]).state)).toBeNull();
  });

  it('is sent with the address by its number, and what was said personal', () => {
    const decision = given([requested]).when(recordSent).then([sent]);
    expect(decision.personal).toEqual({ to: 'ana@example.org' });
    given([requested, sent]).when(recordSent).thenNothing();
    given([requested, held]).when(recordSent).then([sent]);
  });

  it('that was not taken waits for another try, and fails when there is none left', () => {
    const failure = { type: 'RecordFailure', code: 'smtp.451', retryAt: until } as const;
    const waits: MessageEvent = {
      type: 'MessageHeld',
      data: { ...about, until, because: 'failure', code: 'smtp.451', attempts: 1 },
    };
    given([requested]).when(failure).then([waits]);
    given([requested, waits, released])
      .when({ ...failure, retryAt: null })
      .then([{ type: 'MessageFailed', data: { ...about, code: 'smtp.451', attempts: 2 } }]);
  });

  it('that came back hard is over, and says which address it was', () => {
    const bounce = { type: 'ReportBounce', kind: 'hard', code: 'dsn.5.1.1', retryAt: null } as const;
    const bounced: MessageEvent = {
      type: 'MessageBounced',
      data: { ...about, kind: 'hard', code: 'dsn.5.1.1', identifier: address },
    };
    given([requested, sent]).when(bounce).then([bounced]);
    given([requested, sent, bounced]).when(bounce).thenNothing();
    given([requested])
      .when({ ...bounce, address })
      .then([bounced]);
  });

  it('that came back softly is sent again later', () => {
    const bounce = { type: 'ReportBounce', kind: 'soft', code: 'dsn.4.2.2', retryAt: until } as const;
    const events = given([requested, sent])
      .when(bounce)
      .then([
        { type: 'MessageBounced', data: { ...about, kind: 'soft', code: 'dsn.4.2.2', identifier: address } },
        { type: 'MessageHeld', data: { ...about, until, because: 'softBounce', code: 'dsn.4.2.2', attempts: 1 } },
      ]).events;
    expect(given([requested, sent, ...events]).state.status).toBe('waiting');
  });

  it('is delivered and opened once each, in whichever order that is told', () => {
    const delivered = { type: 'ReportProgress', progress: 'delivered' } as const;
    const opened = { type: 'ReportProgress', progress: 'opened' } as const;
    given([requested]).when(delivered).thenNothing();
    given([requested, sent])
      .when(delivered)
      .then([{ type: 'MessageDelivered', data: about }]);
    given([requested, sent, { type: 'MessageOpened', data: about }])
      .when(delivered)
      .thenNothing();
    given([requested, sent, { type: 'MessageDelivered', data: about }])
      .when(opened)
      .then([{ type: 'MessageOpened', data: about }]);
  });

  it('tells once that the customer wants no more of them', () => {
    const unsubscribed: MessageEvent = { type: 'CustomerUnsubscribed', data: about };
    given([requested, sent]).when({ type: 'Unsubscribe' }).then([unsubscribed]);
    given([requested, sent, unsubscribed]).when({ type: 'Unsubscribe' }).thenNothing();
  });

  it('that failed is tried again when somebody says so; one that was sent is not', () => {
    const failed: MessageEvent = { type: 'MessageFailed', data: { ...about, code: 'smtp.554', attempts: 1 } };
    given([requested, failed]).when({ type: 'RetryMessage' }).then([released]);
    given([requested, sent]).when({ type: 'RetryMessage' }).thenRefused('message-not-failed');
    given([]).when({ type: 'RetryMessage' }).thenRefused('message-unknown');
  });

  it('is told as sent, suppressed or failed at most once between two releases, in any order of commands', () => {
    const command = fc.constantFrom<MessageCommand>(
      request,
      recordSent,
      { type: 'HoldMessage', until },
      { type: 'PassTime', now: '2026-03-03T00:00:00.000Z' },
      { type: 'SuppressMessage', because: 'noConsent' },
      { type: 'RecordFailure', code: 'timeout', retryAt: until },
      { type: 'RecordFailure', code: 'timeout', retryAt: null },
      { type: 'ReportBounce', kind: 'hard', code: 'dsn.5.1.1', retryAt: null },
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), commands => {
        let state = given([requested]).state;
        let ends = 0;
        for (const each of commands) {
          for (const event of outboundMessage.decide(each, state).events) {
            if (event.type === 'MessageReleased') ends = 0;
            if (event.type === 'MessageSent') expect(state.status).not.toBe('sent');
            if (['MessageSuppressed', 'MessageBounced'].includes(event.type)) ends += 1;
            state = outboundMessage.evolve(state, event);
          }
          expect(ends).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
