import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { duplicateKeys } from './duplicate-keys.ts';
import { malformed, Problem } from './problem.ts';
import { isRaw, readRaw, useRawBodyLimits } from './raw-body.ts';
import { textErrors } from './text.ts';

// Only an escape can bring in what UTF-8 and JSON forbid, or hide a key that reaches a prototype.
const SUSPECT = /\\u|__proto__|constructor/;

/**
 * Takes JSON alone, in UTF-8, without keys that are there twice or reach a prototype and without texts that can't be stored;
 * and bytes where a route asks for them.
 */
export function useJsonParser(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  useRawBodyLimits(instance);
  instance.addContentTypeParser('*', readRaw);
  instance.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, buffer, done) => {
    if (isRaw(request)) return done(null, buffer);
    try {
      assertUtf8(request.headers);
      done(null, parseBody(buffer));
    } catch (error) {
      done(error instanceof Error ? error : new Error('the body could not be parsed'));
    }
  });
}

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]*)/i;

/** A body in another coding or character set would be read as something that it isn't. */
function assertUtf8({ 'content-encoding': coding = 'identity', 'content-type': type = '' }: IncomingHttpHeaders): void {
  if (coding !== 'identity') throw new Problem('unsupported-media-type', 'Send the body without a Content-Encoding.');
  const charset = CHARSET.exec(type)?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) throw new Problem('unsupported-media-type', 'Send the body in UTF-8.');
}

function parseBody(buffer: Buffer): unknown {
  if (buffer.length === 0) return undefined;
  if (!isUtf8(buffer)) throw new Problem('form', 'The body is not UTF-8.');
  const text = buffer.toString('utf8');
  const body = parseJson(text);
  const errors = [...(SUSPECT.test(text) ? textErrors(body) : []), ...duplicateKeys(text, body)];
  if (errors.length > 0) throw malformed('body', errors);
  return body;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem('form', `The body is not JSON: ${reason(error instanceof Error ? error.message : '')}.`);
  }
}

const KINDS =
  /^(?:Unexpected end of JSON input|Unterminated string|Bad control character|Bad escaped character|Expected [^"]*?(?= in JSON))/;

// V8 quotes the body in its message, and bodies hold personal data.
function reason(message: string): string {
  const position = / at position \d+/.exec(message)?.[0] ?? '';
  return `${KINDS.exec(message)?.[0] ?? 'there is an unexpected character'}${position}`;
}
