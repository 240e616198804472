import type { TProperties, TSchema } from 'typebox';

type Coercion = (text: string) => unknown;

const number: Coercion = text => (/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : text);
const boolean: Coercion = text => (text === 'true' ? true : text === 'false' ? false : text);

/** How a text becomes the JSON type that a schema asks for; what can't become it stays text, for the check to refuse. */
export function coercion(schema: TSchema): Coercion {
  const type = 'type' in schema ? schema.type : undefined;
  if (type === 'number' || type === 'integer') return number;
  return type === 'boolean' ? boolean : text => text;
}

/**
 * Texts (a query string, an environment) → the values that `properties` declare, defaults filled in.
 * Names that are not declared stay as they are, for the check to refuse.
 */
export function coercer(
  properties: TProperties,
): (texts: Readonly<Record<string, unknown>>) => Record<string, unknown> {
  const declared = Object.entries(properties).map(([name, schema]) => ({
    name,
    convert: coercion(schema),
    ...('default' in schema ? { fallback: schema.default } : {}),
  }));
  return texts => {
    const values: Record<string, unknown> = { ...texts };
    for (const { name, convert, fallback } of declared) {
      const text = values[name];
      if (typeof text === 'string') values[name] = convert(text);
      else if (text === undefined && fallback !== undefined) values[name] = fallback;
    }
    return values;
  };
}
