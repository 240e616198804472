import { malformed } from '@rapport/service-kit';

/** Refuses a code that the catalogue in force does not have. */
export function assertKnown(pointer: string, code: string, known: readonly { readonly code: string }[]): void {
  if (known.some(each => each.code === code)) return;
  throw malformed('body', [{ pointer, message: 'is not in the catalogue in force' }]);
}
