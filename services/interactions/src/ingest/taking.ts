import { applyDecorators, HttpCode } from '@nestjs/common';
import { orNull } from '@rapport/contracts';
import { Problem, Public, RawBody, Refuses, Returns } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import type { Outcome } from './intake.ts';
import { BODY_LIMIT } from './message-body.ts';

/** Messages that one request may bring. */
export const MOST_MESSAGES = 5_000;
const MOST_TOLD = 20;

const Count = Type.Integer({ minimum: 0 });

/** What became of the messages of a request. */
export const Taken = Type.Object({
  success: Type.Literal(true),
  accepted: Count,
  duplicates: Type.Integer({ minimum: 0, description: 'Known before: recorded once' }),
  rejected: Type.Integer({ minimum: 0, description: 'Kept with the reason, for a person to look at' }),
  rejects: Type.Array(
    Type.Object({ index: Count, messageId: orNull(Type.String()), slug: Type.String(), reason: Type.String() }),
    { maxItems: MOST_TOLD, description: 'The first of those rejected' },
  ),
});
export type Taken = Static<typeof Taken>;

export function takenOf(outcomes: readonly Outcome[]): Taken {
  const count = (wanted: Outcome['status']): number => outcomes.filter(({ status }) => status === wanted).length;
  const rejects = outcomes.flatMap(({ status, messageId = null, slug = '', reason = '' }, index) =>
    status === 'rejected' ? [{ index, messageId, slug, reason }] : [],
  );
  return {
    success: true,
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    rejected: rejects.length,
    rejects: rejects.slice(0, MOST_TOLD),
  };
}

export function notTooMany(messages: readonly unknown[]): void {
  if (messages.length > MOST_MESSAGES) {
    throw new Problem('too-large', `A request may bring ${MOST_MESSAGES} messages.`);
  }
}

/** A route of senders: by write key and not by token, for bodies as they come, in bounded number. */
export const Takes = (what: string): MethodDecorator =>
  applyDecorators(HttpCode(200), Public(), RawBody(BODY_LIMIT), Refuses(401, 408, 429), Returns(what, Taken));
