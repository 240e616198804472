import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { malformed, Problem } from './problem.ts';
import { textErrors } from './text.ts';

// Only an escape can bring in what UTF-8 and JSON forbid, or hide a key that reaches a prototype.
const SUSPECT = /\\u|__proto__|constructor/;

/** Takes JSON alone, in UTF-8, without keys that reach a prototype and without texts that can't be stored. */
export function useJsonParser(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (_request, buffer, done) => {
    try {
      done(null, parseBody(buffer));
    } catch (error) {
      done(error instanceof Error ? error : new Error('the body could not be parsed'));
    }
  });
}

function parseBody(buffer: Buffer): unknown {
  if (buffer.length === 0) return undefined;
  if (!isUtf8(buffer)) throw new Problem('form', 'The body is not UTF-8.');
  const text = buffer.toString('utf8');
  const body = parseJson(text);
  const errors = SUSPECT.test(text) ? textErrors(body) : [];
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
