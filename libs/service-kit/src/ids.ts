import { v5, v7 } from 'uuid';

const NAMESPACE = '6f1c3a52-6d0e-5a7e-9f63-0b6b7a8f4e21';

/** A new UUIDv7: sorts by the time it was made. */
export const newId = (): string => v7();

/** The permanent id of what a sender knows as `sourceId`: sent twice, it is the same thing. */
export const sourceId = (source: string, id: string): string => v5(`${source}\n${id}`, NAMESPACE);

/** The id of an item that came in: by its source where the sender named one, else new. */
export function itemId(item: { readonly source?: string | undefined; readonly sourceId?: string | undefined }): string {
  return item.sourceId === undefined ? newId() : sourceId(item.source ?? '', item.sourceId);
}

/** One person or machine, named by issuer and subject. An id and never a name: events carry it as their actor. */
export const principalId = (issuer: string, subject: string): string => v5(`${issuer}\n${subject}`, NAMESPACE);
