import type { Texts } from '../api/types.ts';

/** A text of a catalogue, which brings its own languages, in that of the screen; English where there is no other. */
export const textIn = ({ en, zh }: Texts, locale: string): string => (locale.startsWith('zh') ? zh : en);
