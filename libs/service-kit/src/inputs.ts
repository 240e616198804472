import 'reflect-metadata';
import type { TSchema } from 'typebox';

/** Where a part of a handler's input comes from, and its schema: what the documentation is made of. */
export interface Input {
  readonly in: 'body' | 'query' | 'path';
  readonly name: string;
  readonly schema: TSchema;
}

const INPUTS = 'rapport:inputs';

export function declareInput(target: object, key: string | symbol | undefined, input: Input): void {
  if (key === undefined) throw new Error(`${input.in} belongs on a parameter of a handler`);
  Reflect.defineMetadata(INPUTS, [...inputsOf(target, key), input], target, key);
}

export function inputsOf(prototype: object, key: string | symbol): readonly Input[] {
  const inputs: readonly Input[] | undefined = Reflect.getMetadata(INPUTS, prototype, key);
  return inputs ?? [];
}
