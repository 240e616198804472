import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import type { ProblemSlug } from '@rapport/contracts';
import { problemDocument } from './problem.ts';

const KINDS: Readonly<Record<string, readonly [ProblemSlug, string]>> = {
  HPE_HEADER_OVERFLOW: ['headers-too-large', 'The address and the headers together may have 16 KiB.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['too-slow', 'The request did not arrive in time.'],
};

/** Answers what Node's parser couldn't read: there is no request yet, only a connection, which is closed. */
export function refuseUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const [slug, detail] = KINDS[error.code ?? ''] ?? ['form', 'This is not HTTP as it should be.'];
  const document = problemDocument(slug, detail);
  const body = JSON.stringify(document);
  const head = [
    `HTTP/1.1 ${document.status} ${STATUS_CODES[document.status] ?? ''}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
