import { beforeAll, describe, expect, it } from '@jest/globals';
import specs from '@asyncapi/specs';
import { contracts } from '@rapport/contracts';
import { Ajv, type ValidateFunction } from 'ajv';

import { asyncApi } from './async-api.ts';

const document = JSON.parse(JSON.stringify(asyncApi('0.1.0')));

function at(pointer: string): unknown {
  return pointer
    .slice(2)
    .split('/')
    .reduce((part, name) => part?.[name], document);
}

describe('the AsyncAPI document', () => {
  let valid: ValidateFunction;
  beforeAll(() => {
    const ajv = new Ajv({ strict: false, meta: false, validateSchema: false, logger: false, validateFormats: false });
    valid = ajv.compile(Object(specs.schemas['3.0.0']));
  });

  it('is one by the schema of AsyncAPI 3.0', () => {
    valid(document);
    expect(valid.errors ?? []).toEqual([]);
  });

  it('would not be one with a payload of no type there is', () => {
    const wrong = structuredClone(document);
    wrong.components.messages.PurchaseMade.payload.type = 'purchase';
    expect(valid(wrong)).toBe(false);
  });

  it('points nowhere in vain', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, pointer = '']) => pointer);
    expect(references.length).toBeGreaterThan(contracts.length);
    expect(references.filter(pointer => at(pointer) === undefined)).toEqual([]);
  });

  it('holds every event once, in the channel of its service', () => {
    const told = Object.values(document.channels).flatMap(channel => Object.keys(Object(channel).messages));
    expect(told.sort()).toEqual([...contracts.map(({ type }) => type), 'CustomerView'].sort());
  });
});
