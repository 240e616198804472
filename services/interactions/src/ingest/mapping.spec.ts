import { describe, expect, it } from '@jest/globals';
import { mappingOf } from './mapping.ts';

const mapping = mappingOf([
  { source: 'shop', call: 'track', event: 'Help Opened', as: 'interaction', type: 'support' },
  { call: 'track', event: 'help opened', as: 'interaction', type: 'advice' },
  { source: 'pixel', call: 'track', as: 'nothing' },
  { call: 'track', event: 'Order Completed', as: 'purchase' },
]);

describe('the rules of what a message becomes', () => {
  it.each([
    ['shop', 'track', ' help OPENED ', { type: 'support' }],
    ['app', 'track', 'Help Opened', { type: 'advice' }],
    ['app', 'track', 'Order Completed', { as: 'purchase' }],
    ['pixel', 'track', 'Order Completed', { as: 'nothing' }],
    ['pixel', 'track', 'Anything', { as: 'nothing' }],
    ['app', 'track', 'Anything', { as: 'interaction' }],
    ['app', 'page', 'Help Opened', { as: 'interaction' }],
  ] as const)('of %s, %s "%s"', (source, call, event, rule) => {
    expect(mapping({ source, call, event })).toMatchObject(rule);
  });
  it('fit what has no name by rules without one only', () => {
    expect(mapping({ source: 'pixel', call: 'track', event: undefined })).toMatchObject({ as: 'nothing' });
    expect(mapping({ source: 'shop', call: 'page', event: undefined })).toEqual({ call: 'track', as: 'interaction' });
  });
});
