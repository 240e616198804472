import { LANGUAGES, type Language } from '@rapport/contracts';

export const isLanguage = (text: unknown): text is Language => LANGUAGES.some(language => language === text);

/** The language that was chosen, else that of the invitation, else the one that the browser asks for most, else English. */
export function languageFor(chosen: unknown, invited: Language | undefined, accepted: string | undefined): Language {
  if (isLanguage(chosen)) return chosen;
  return invited ?? preferred(accepted ?? '') ?? 'en';
}

/** Of an Accept-Language header (RFC 9110): the language of ours with the greatest weight, the first of equals. */
function preferred(header: string): Language | undefined {
  const [best] = header
    .slice(0, 500)
    .split(',')
    .map(part => {
      const [range = '', ...rest] = part.trim().toLowerCase().split(';');
      const weight = rest.map(each => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(each)?.[1]).find(Boolean);
      return { language: range.split('-')[0], weight: Number(weight ?? 1) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .flatMap(({ language }) => (isLanguage(language) ? [language] : []));
  return best;
}
