import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OPEN_TO } from '../format/rights.ts';

type Messages = { [key: string]: string | Messages };

const here = dirname(fileURLToPath(import.meta.url));

function read(language: string): Messages {
  const messages: Messages = JSON.parse(readFileSync(join(here, `${language}.json`), 'utf8'));
  return messages;
}

function flat(messages: Messages, path = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted();

describe('the two languages', () => {
  it.each(['en', 'zh'])('name each group once in %s: of two of a name only the last is read', language => {
    const names = [...readFileSync(join(here, `${language}.json`), 'utf8').matchAll(/^ {2}"(\w+)":/gm)].map(
      ([, name]) => name,
    );
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  const en = new Map(flat(read('en')));
  const zh = new Map(flat(read('zh')));

  it('say the same things', () => expect([...zh.keys()].toSorted()).toEqual([...en.keys()].toSorted()));

  it('fill in the same values', () => {
    const differing = [...en].filter(([key, text]) => `${placeholders(text)}` !== `${placeholders(zh.get(key) ?? '')}`);
    expect(differing).toEqual([]);
  });

  it('name every section, since whom it is closed to reads its name', () => {
    expect(Object.keys(OPEN_TO).filter(section => !en.has(`nav.${section}`))).toEqual([]);
  });
});
