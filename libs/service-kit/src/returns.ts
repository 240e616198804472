import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { TSchema } from 'typebox';

/** What a route answers, for its documentation. */
export interface Answer {
  readonly description: string;
  readonly schema: TSchema | undefined;
  /** The shapes of answers that are no problem documents, by status. */
  readonly otherwise: Readonly<Record<number, TSchema>> | undefined;
}

const ANSWER = 'rapport:answer';

/** Documents a route: one line on what it does, and the shape of its answer. */
export const Returns = (
  description: string,
  schema?: TSchema,
  otherwise?: Readonly<Record<number, TSchema>>,
): CustomDecorator => SetMetadata(ANSWER, { description, schema, otherwise } satisfies Answer);

export function answerOf(handler: object): Answer | undefined {
  const answer: Answer | undefined = Reflect.getMetadata(ANSWER, handler);
  return answer;
}
