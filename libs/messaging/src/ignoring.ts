import { ignored } from './handlers.ts';

/**
 * For a reader of a few events of many: says of all of a service's events that it has nothing to do; those that it
 * reads are named behind it. A reader that shows everything names each instead, so that a forgotten one does not compile.
 */
export function ignoring<Contracts extends object>(
  contracts: Contracts,
): { readonly [Type in keyof Contracts]: typeof ignored } {
  return Object.fromEntries(Object.keys(contracts).map(type => [type, ignored])) as {
    [Type in keyof Contracts]: typeof ignored;
  };
}

/** The same handler for each of these types: for a reader that treats them all alike. */
export function each<const Type extends string, Handler>(
  types: readonly Type[],
  handler: Handler,
): { readonly [Each in Type]: Handler } {
  return Object.fromEntries(types.map(type => [type, handler])) as { [Each in Type]: Handler };
}
