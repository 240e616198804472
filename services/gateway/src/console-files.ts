import { stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { Problem } from '@rapport/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const HASHED = { maxAge: '365d', immutable: true };
const ALWAYS_ASKED = { cacheControl: false };
const RESERVED = /^\/(?:api|dev|v1)(?:\/|$)/;

/** The console: its files, and its first page for every other address that a browser opens. Needs `reply.sendFile`. */
export function consoleFiles(instance: FastifyInstance, folder: string): void {
  const root = resolve(folder);
  instance.get('/*', async (request, reply) => {
    const path = decodeURIComponent(request.url.split('?', 1)[0] ?? '/');
    if (RESERVED.test(path)) throw new Problem('not-found', 'There is no such address.');
    if (await isFile(root, path)) return sendFile(reply, root, path);
    if (!opensPage(request, path)) throw new Problem('not-found', 'There is no such file.');
    if (await isFile(root, '/index.html')) return sendFile(reply, root, '/index.html');
    throw new Problem('not-found', 'The console has not been built.');
  });
}

function sendFile(reply: FastifyReply, root: string, path: string): FastifyReply {
  if (path.startsWith('/assets/')) return reply.sendFile(path, root, HASHED);
  return reply.header('cache-control', 'no-cache').sendFile(path, root, ALWAYS_ASKED);
}

const opensPage = (request: FastifyRequest, path: string): boolean =>
  !path.startsWith('/assets/') && (request.headers.accept ?? '').includes('text/html');

async function isFile(root: string, path: string): Promise<boolean> {
  const file = resolve(root, `.${path}`);
  if (!file.startsWith(root + sep) || path.includes('\0') || path.includes('/.')) return false;
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true;
}
