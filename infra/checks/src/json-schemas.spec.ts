import { describe, expect, it } from '@jest/globals';
import { contracts } from '@rapport/contracts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { jsonSchemaOf, jsonSchemas } from './json-schemas.ts';

const ajv = new Ajv2020({ strict: true, allErrors: true });
for (const keyword of ['x-service', 'x-topic', 'x-version']) ajv.addKeyword(keyword);

describe('the JSON Schemas', () => {
  it.each(contracts.map(contract => [contract.type, contract] as const))(
    'of %s is one by the standard, and takes its own example',
    (_type, contract) => {
      const check = ajv.compile(Object(jsonSchemaOf(contract)));
      expect([check(contract.example), check.errors]).toEqual([true, null]);
      expect(check({})).toBe(false);
    },
  );

  it('are one for each event', () => {
    expect([...jsonSchemas().keys()]).toEqual(contracts.map(({ type }) => `${type}.json`));
  });
});
