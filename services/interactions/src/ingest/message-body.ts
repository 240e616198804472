import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Problem } from '@rapport/service-kit';

/** What a body may have as it is sent, and after it was unpacked. */
export const BODY_LIMIT = 4 * 1024 * 1024;
const UNPACKED_LIMIT = 16 * 1024 * 1024;
const unpack = promisify(gunzip);

/**
 * The JSON in a body, packed by gzip or not. Its headers are not asked: a widespread client calls packed JSON a form.
 * Throws 400 for what can't be read, 413 for what unpacks to more than 16 MiB.
 */
export async function readJson(body: unknown): Promise<unknown> {
  const text = await readText(body);
  try {
    return JSON.parse(text);
  } catch {
    // V8 quotes the text in its message, and it holds personal data.
    throw new Problem('form', 'The body is not JSON.');
  }
}

export async function readText(body: unknown): Promise<string> {
  if (!Buffer.isBuffer(body) || body.length === 0) throw new Problem('form', 'There is no body.');
  const bytes = isPacked(body) ? await unpacked(body) : body;
  if (!isUtf8(bytes)) throw new Problem('form', 'The body is not UTF-8.');
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

// No JSON text begins with these two.
const isPacked = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function unpacked(bytes: Buffer): Promise<Buffer> {
  try {
    return await unpack(bytes, { maxOutputLength: UNPACKED_LIMIT });
  } catch (error) {
    if (isRecord(error) && error['code'] === 'ERR_BUFFER_TOO_LARGE')
      throw new Problem('too-large', 'The body may have 16 MiB when it is unpacked.');
    throw new Problem('form', 'The body begins as gzip does, and can not be unpacked.');
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
