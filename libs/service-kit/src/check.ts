import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { escapePointer } from './text.ts';
import type { InputError } from './problem.ts';

/** A schema compiled once, at start. */
export interface Check<T extends TSchema> {
  readonly schema: T;
  accepts(value: unknown): value is Static<T>;
  /** What is wrong with a value that was not accepted, in plain words and never with the value itself. */
  errors(value: unknown): InputError[];
}

export function compile<T extends TSchema>(schema: T): Check<T> {
  const validator: { Check(value: unknown): boolean; Errors(value: unknown): TLocalizedValidationError[] } =
    Compile(schema);
  return {
    schema,
    accepts: (value): value is Static<T> => validator.Check(value),
    errors: value => distinct(validator.Errors(value).flatMap(inWords)),
  };
}

function distinct(errors: readonly InputError[]): InputError[] {
  const byPointer = new Map(errors.map(e => [`${e.pointer}\n${e.message}`, e]));
  return [...byPointer.values()].slice(0, 20);
}

const listed = (values: readonly unknown[]): string => values.slice(0, 30).map(String).join(', ');

function inWords(error: TLocalizedValidationError): InputError[] {
  const pointer = error.instancePath;
  const say = (message: string): InputError[] => [{ pointer, message }];
  switch (error.keyword) {
    case 'required':
      return error.params.requiredProperties.map(name => ({
        pointer: `${pointer}/${escapePointer(name)}`,
        message: 'is missing',
      }));
    case 'additionalProperties':
      return error.params.additionalProperties.map(name => ({
        pointer: `${pointer}/${escapePointer(name)}`,
        message: 'is not known here',
      }));
    case 'boolean':
      return [];
    case 'type':
      return say(`must be ${[error.params.type].flat().map(typeInWords).join(' or ')}`);
    case 'enum':
      return say(`must be one of ${listed(error.params.allowedValues)}`);
    case 'const':
      return say(`must be ${String(error.params.allowedValue)}`);
    case 'anyOf':
    case 'oneOf':
      return say('fits none of the forms allowed here');
    case 'minimum':
      return say(`must be ${error.params.limit} or more`);
    case 'maximum':
      return say(`must be ${error.params.limit} or less`);
    case 'minLength':
      return say(
        error.params.limit === 1 ? 'must not be empty' : `must have at least ${error.params.limit} characters`,
      );
    case 'maxLength':
      return say(`must have at most ${error.params.limit} characters`);
    case 'minItems':
      return say(`must hold at least ${error.params.limit} items`);
    case 'maxItems':
      return say(`must hold at most ${error.params.limit} items`);
    case 'pattern':
      return say(`must match ${String(error.params.pattern)}`);
    case 'format':
      return say(`must be written as ${error.params.format}`);
    default:
      return say(error.message);
  }
}

function typeInWords(type: string): string {
  if (type === 'integer') return 'a whole number';
  if (type === 'array') return 'a list';
  if (type === 'object') return 'an object';
  if (type === 'string') return 'text';
  return type === 'boolean' ? 'true or false' : type === 'null' ? 'null' : `a ${type}`;
}
