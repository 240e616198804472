import { named, newId, sourceId } from '@rapport/messaging';

export { newId, sourceId };

/** The id of an item that came in: by its source where the sender named one, else new. */
export function itemId(item: { readonly source?: string | undefined; readonly sourceId?: string | undefined }): string {
  return item.sourceId === undefined ? newId() : sourceId(item.source ?? '', item.sourceId);
}

/** One person or machine, named by issuer and subject. An id and never a name: events carry it as their actor. */
export const principalId = (issuer: string, subject: string): string => named(`${issuer}\n${subject}`);
