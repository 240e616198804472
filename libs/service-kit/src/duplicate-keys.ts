import type { InputError } from './problem.ts';
import { escapePointer } from './text.ts';

/**
 * The first key that an object of a valid JSON text has twice, where there is one: `JSON.parse` keeps the last value in
 * silence, so that two readers of the same body may see two different things. `parsed` is what it made of the text.
 */
export function duplicateKeys(text: string, parsed: unknown): InputError[] {
  return keysWritten(text) === keysIn(parsed) ? [] : firstDuplicate(text);
}

// In JSON a text before a colon is a key, and nothing else is. No regular expression: one over a mebibyte of text may run
// out of stack.
function keysWritten(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start >= 0;) {
    const end = endOfText(text, start);
    if (isKey(text, end)) count += 1;
    start = text.indexOf('"', end);
  }
  return count;
}

/** The index after the closing quote of the text that opens at `start`. */
function endOfText(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((quote - before) % 2 === 1) return quote + 1;
  }
  return text.length;
}

const BACKSLASH = 92;
const COLON = 58;
const SPACE = 32;

/** Whether a colon follows, after white space at most. */
function isKey(text: string, end: number): boolean {
  let at = end;
  while (text.charCodeAt(at) <= SPACE) at += 1;
  return text.charCodeAt(at) === COLON;
}

function keysIn(root: unknown): number {
  let count = 0;
  const open = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    const children: unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (!Array.isArray(value)) count += children.length;
    for (const child of children) if (typeof child === 'object') open.push(child);
  }
  return count;
}

interface Level {
  /** Of an object; a list has none. */
  readonly keys: Set<string> | undefined;
  readonly pointer: string;
  /** The key or index that is being read. */
  at: string | number;
}

function firstDuplicate(text: string): InputError[] {
  const levels: Level[] = [{ keys: undefined, pointer: '', at: '' }];
  for (let i = 0; i < text.length; i += 1) {
    const level = levels.at(-1);
    const character = text[i];
    if (level === undefined) return [];
    if (character === '{' || character === '[') levels.push(inner(character, level, levels.length === 1));
    else if (character === '}' || character === ']') levels.pop();
    else if (character === ',' && typeof level.at === 'number') level.at += 1;
    else if (character === '"') {
      const end = endOfText(text, i);
      const pointer = isKey(text, end) ? add(level, String(JSON.parse(text.slice(i, end)))) : undefined;
      if (pointer !== undefined) return [{ pointer, message: 'is there twice' }];
      i = end - 1;
    }
  }
  return [];
}

function inner(opening: '{' | '[', { pointer, at }: Level, isRoot: boolean): Level {
  const place = isRoot ? '' : `${pointer}/${escapePointer(String(at))}`;
  return opening === '{' ? { keys: new Set(), pointer: place, at: '' } : { keys: undefined, pointer: place, at: 0 };
}

/** The place of the key, where the object has it already. */
function add(level: Level, key: string): string | undefined {
  if (level.keys?.has(key) === true) return `${level.pointer}/${escapePointer(key)}`;
  level.keys?.add(key);
  level.at = key;
  return undefined;
}
