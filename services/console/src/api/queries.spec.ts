import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';

jest.unstable_mockModule('./session.ts', () => ({ currentToken: () => 'token', expire: () => undefined }));
const { namesQuery } = await import('./queries.ts');

const idsIn = (body: unknown): string[] => {
  const asked: { ids: string[] } = JSON.parse(String(body));
  return asked.ids;
};

describe('the names of customers', () => {
  const real = globalThis.fetch;
  afterEach(() => void (globalThis.fetch = real));
  const asked: string[][] = [];
  const answering = jest.fn<typeof fetch>(async (_path, options) => {
    const ids = idsIn(options?.body);
    asked.push(ids);
    return Response.json({ items: ids.map(customerId => ({ customerId, name: `Name of ${customerId}` })) });
  });

  it('are all asked for, however many, in portions that the service takes', async () => {
    globalThis.fetch = answering;
    const ids = Array.from({ length: 450 }, (_, i) => `c${i}`);
    const names = await new QueryClient().fetchQuery(namesQuery(ids));
    expect(Object.keys(names)).toHaveLength(450);
    expect(asked.map(each => each.length)).toEqual([200, 200, 50]);
  });

  it('are asked for once, in whatever order the same are named', () => {
    expect(namesQuery(['b', 'a', 'b']).queryKey).toEqual(namesQuery(['a', 'b']).queryKey);
  });
});
