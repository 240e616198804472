import { describe, expect, it } from '@jest/globals';
import { deadLinks, headings } from './links.ts';

const pages: Record<string, string> = { 'docs/a.md': '# A\n\n## What it is\n', 'README.md': '' };
const dead = (text: string): string[] =>
  deadLinks(
    { path: 'docs/page.md', text },
    path => path in pages,
    path => pages[path] ?? '',
  );

describe('a link', () => {
  it.each([
    '[a](a.md)',
    '[up](../README.md)',
    '[part](a.md#what-it-is)',
    '[out](https://example.org/x)',
    '`[code](x.md)`',
  ])('is alive: %s', text => expect(dead(text)).toEqual([]));

  it.each([
    ['[gone](gone.md)', 'gone.md'],
    ['![picture](images/gone.png)', 'images/gone.png'],
    ['[part](a.md#what-it-was)', 'a.md#what-it-was'],
    ['[![badge](gone.png)](a.md)', 'gone.png'],
  ])('is dead: %s', (text, target) => expect(dead(text)).toContain(target));

  it('finds headings as they are shown', () => {
    expect(headings('# The *one* thing: `x`\n## Twice\n## Twice\n```\n# code\n```')).toEqual(
      new Set(['the-one-thing-x', 'twice', 'twice-1']),
    );
  });
});
