import { hash } from 'node:crypto';

const NAMESPACE = Buffer.from('6f1c3a526d0e5a7e9f630b6b7a8f4e21', 'hex');

/** UUIDv5 of a name, in one call of the hash: an id is made for each item that comes in. */
export function named(name: string): string {
  const digest = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(name)]), 'hex');
  const variant = ((parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(18, 20)}-${digest.slice(20, 32)}`;
}

/** The permanent id of what a sender knows as `sourceId`: sent twice, it is the same thing. */
export const sourceId = (source: string, id: string): string => named(`${source}\n${id}`);
