import { describe, expect, it } from '@jest/globals';
import { breaks, type Released, type Schema } from './compatibility.ts';

const event = (
  fields: Readonly<Record<string, Schema>>,
  required: readonly string[] = Object.keys(fields),
): Released => ({
  title: 'PurchaseMade',
  'x-topic': 'interactions.events',
  type: 'object',
  required,
  properties: fields,
});

const channel = (...values: string[]): Schema => ({ enum: values });
const points = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum });
const text = (rest: Schema = {}): Schema => ({ type: 'string', ...rest });
const list = (items: Schema, rest: Schema = {}): Schema => ({ type: 'array', items, ...rest });

describe('a change of a released event is refused', () => {
  it.each<[string, Released, Released[], string]>([
    ['that is gone', event({}), [], 'PurchaseMade is gone'],
    [
      'that moves to another topic',
      event({}),
      [{ ...event({}), 'x-topic': 'profile.events' }],
      'moved from interactions.events',
    ],
    ['that loses a field', event({ a: text() }), [event({})], 'PurchaseMade.a is gone'],
    ['with a new required field', event({}), [event({ a: text() })], 'PurchaseMade.a became required'],
    ['where a field becomes required', event({ a: text() }, []), [event({ a: text() })], 'became required'],
    ['where a field becomes optional', event({ a: text() }), [event({ a: text() }, [])], 'became optional'],
    ['with another type', event({ a: text() }), [event({ a: { type: 'integer' } })], 'from "string" to "integer"'],
    ['with a wider type', event({ a: points(0, 1) }), [event({ a: { type: 'number' } })], 'from "integer" to "number"'],
    ['that loses a value', event({ a: channel('web', 'fax') }), [event({ a: channel('web') })], 'no longer allows fax'],
    ['that closes a set', event({ a: text() }), [event({ a: channel('web') })], 'changed its type'],
    ['with a higher minimum', event({ a: points(0, 9) }), [event({ a: points(1, 9) })], 'narrower minimum'],
    ['with a lower maximum', event({ a: points(0, 9) }), [event({ a: points(0, 8) })], 'narrower maximum'],
    ['with a first maximum', event({ a: text() }), [event({ a: text({ maxLength: 9 }) })], 'it was open and is 9'],
    ['with more items at least', event({ a: list(text()) }), [event({ a: list(text(), { minItems: 1 }) })], 'minItems'],
    [
      'with another pattern',
      event({ a: text({ pattern: '^a' }) }),
      [event({ a: text({ pattern: '^.' }) })],
      'narrower pattern',
    ],
    [
      'with narrower items',
      event({ a: list(channel('x', 'y')) }),
      [event({ a: list(channel('x')) })],
      'PurchaseMade.a[]',
    ],
    ['deep inside', event({ a: event({ b: text() }) }), [event({ a: event({}) })], 'PurchaseMade.a.b is gone'],
    [
      'that no longer tolerates more',
      event({}),
      [{ ...event({}), additionalProperties: false }],
      'no longer tolerates',
    ],
  ])('%s', (_name, before, after, sentence) => {
    expect(breaks([before], after).join('\n')).toContain(sentence);
  });
});

describe('a change of a released event is allowed', () => {
  it.each<[string, Released, Released]>([
    ['that changes nothing', event({ a: text() }), event({ a: text() })],
    ['with a new optional field', event({ a: text() }), event({ a: text(), b: text() }, ['a'])],
    ['with another value', event({ a: channel('web') }), event({ a: channel('web', 'chat') })],
    ['with wider bounds', event({ a: points(1, 8) }), event({ a: points(0, 9) })],
    ['without a bound it had', event({ a: text({ maxLength: 9 }) }), event({ a: text() })],
    ['without a pattern it had', event({ a: text({ pattern: '^a' }) }), event({ a: text() })],
    ['in other words', event({ a: text() }), event({ a: text({ description: 'what it is' }) })],
  ])('%s', (_name, before, after) => {
    expect(breaks([before], [after])).toEqual([]);
  });

  it('beside a new event', () => {
    const other = { ...event({}), title: 'PurchaseReturned' };
    expect(breaks([event({})], [event({}), other])).toEqual([]);
  });
});
