import type { Texts } from '../api/types.ts';

function isTexts(value: unknown): value is Texts {
  return typeof value === 'object' && value !== null && 'en' in value && typeof value.en === 'string';
}

/** The shown text of everything in a catalogue that has a code. */
export function textsIn(content: unknown): Record<string, Texts> {
  if (typeof content !== 'object' || content === null) return {};
  const parts: [string, unknown][] = Object.entries(content);
  const inside = Object.fromEntries(parts.flatMap(([, part]) => Object.entries(textsIn(part))));
  if (!('code' in content) || typeof content.code !== 'string') return inside;
  const text = parts.find(([key, value]) => /^(text|name|title)$/.test(key) && isTexts(value))?.[1];
  return isTexts(text) ? { ...inside, [content.code]: text } : inside;
}
