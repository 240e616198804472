import Type from 'typebox';

export const Uuid = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'UUID in lower case',
});
export const Instant = Type.String({
  pattern:
    '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d{2}:\\d{2})$',
  description: 'ISO 8601 instant',
});
export const Day = Type.String({
  pattern: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$',
  description: 'ISO 8601 calendar date',
});
/** A key of a catalogue; the text shown for it comes from message files. */
export const Code = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,63}$', description: 'Catalogue code' });
/** Somebody of the staff: a pseudonym, never a name. */
export const StaffId = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$',
  description: 'Of the staff: an id, never a name',
});
export const Money = Type.Object(
  {
    minor: Type.Integer({ minimum: -9e15, maximum: 9e15, description: 'Amount in minor units' }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217 code' }),
  },
  { description: 'Integer minor units of a currency' },
);
export const Count = Type.Integer({ minimum: 0, maximum: 1e12 });

/** A closed set of codes. */
export const oneOf = <const Values extends string[]>(values: readonly [...Values], description?: string) =>
  Type.Enum<Values>(values, description === undefined ? {} : { description });

export const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
