import { beforeAll, describe, expect, it } from '@jest/globals';
import { contracts } from '@rapport/contracts';
import { fieldsOf, PERSONAL, wordsOf } from './fields.ts';
import { filesBelow, textOf } from './files.ts';

const isSource = (path: string): boolean =>
  /\.(ts|tsx)$/.test(path) && !/\.(spec|fixture|d)\.tsx?$|(^|\/)generated\//.test(path);

describe('the tree', () => {
  let files: ReadonlySet<string>;
  beforeAll(async () => {
    files = new Set(await filesBelow('services', 'libs', 'infra'));
  });
  const having = (suffix: string): string[] => [...files].filter(path => path.endsWith(suffix));
  const hasSpec = (path: string): boolean => {
    const whole = path.replace(/\.ts$/, '');
    const stems = [whole, whole.replace(/\.(projection|policy)$/, '')];
    return stems.some(stem => ['spec', 'int.spec', 'journey.spec'].some(kind => files.has(`${stem}.${kind}.ts`)));
  };

  it.each(['.projection.ts', '.policy.ts', '.decide.ts'])('has a spec beside every file *%s', suffix => {
    expect(having(suffix).length).toBeGreaterThan(0);
    expect(having(suffix).filter(path => !hasSpec(path))).toEqual([]);
  });

  it('has short files: median at most 60 lines, nine of ten at most 200, none over 400', async () => {
    const sources = [...files].filter(isSource);
    const sizes = await Promise.all(sources.map(async path => (await textOf(path)).trimEnd().split('\n').length));
    const sorted = sizes.sort((a, b) => a - b);
    const share = (part: number): number => sorted[Math.floor(part * (sorted.length - 1))] ?? 0;
    expect(share(0.5)).toBeLessThanOrEqual(60);
    expect(share(0.9)).toBeLessThanOrEqual(200);
    expect(share(1)).toBeLessThanOrEqual(400);
  });

  it('is shallow: one level of folders below src', () => {
    const deep = [...files].filter(path => isSource(path) && /\/src\/[^/]+\/[^/]+\//.test(path));
    expect(deep).toEqual([]);
  });

  it('has a page for every service', () => {
    const services = new Set(having('/package.json').flatMap(path => /^services\/[^/]+(?=\/)/.exec(path) ?? []));
    expect(services.size).toBeGreaterThan(5);
    expect([...services].filter(folder => !files.has(`${folder}/README.md`))).toEqual([]);
  });
});

describe('events', () => {
  it('carry ids and facts: no field is for names, addresses or free text', () => {
    const personal = contracts.flatMap(({ type, schema }) =>
      fieldsOf(schema)
        .filter(field => wordsOf(field).some(word => PERSONAL.has(word)))
        .map(field => `${type}: ${field}`),
    );
    expect(personal).toEqual([]);
  });

  it.each(['name', 'firstName', 'emailAddress', 'customerWords', 'phone_number', 'notes'])(
    'would be refused with a field %s',
    field => expect(wordsOf(field).some(word => PERSONAL.has(word))).toBe(true),
  );

  it('are looked at in depth', () => {
    const lines = { type: 'array', items: { type: 'object', properties: { text: { type: 'string' } } } };
    expect(fieldsOf({ type: 'object', properties: { lines } })).toEqual(['lines', 'text']);
  });
});
