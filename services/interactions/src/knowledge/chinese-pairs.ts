export const HAN = /\p{Script=Han}+/gu;

/** Chinese writes no spaces, so its characters are searched for in overlapping pairs; what is alone stays alone. */
export function chinesePairs(text: string): string[] {
  return [...text.matchAll(HAN)].flatMap(([run]) => {
    const characters = [...run];
    if (characters.length === 1) return characters;
    return characters.slice(1).map((character, i) => `${characters[i] ?? ''}${character}`);
  });
}
