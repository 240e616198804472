import { compile, type LookedAfter } from '@rapport/service-kit';
import Type from 'typebox';

const Document = compile(
  Type.Object({
    account: Type.Object({
      ownerId: Type.Union([Type.String(), Type.Null()]),
      team: Type.Array(Type.String()),
    }),
  }),
);
const MARK = Buffer.from('"account":{');

/** Who looks after the customer of a document; undefined where nobody does. */
export function lookedAfterIn(document: Buffer | null): LookedAfter | undefined {
  // Most have nobody, and then nothing has to be parsed.
  if (document?.includes(MARK) !== true) return undefined;
  const read: unknown = JSON.parse(document.toString());
  return Document.accepts(read) ? read.account : undefined;
}
