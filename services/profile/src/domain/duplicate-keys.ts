import { addressOf, SHORT_BOX, wordsOf, type Comparable } from './duplicate.ts';

/**
 * Records are compared only with those that share a key: any two that might be one share at least one. A text with one slip in
 * it keeps its first or its second half, which with the initials of the name makes a key that few have.
 */
export function keysOf({ name, emails, phones, birthday }: Comparable): string[] {
  const words = name === null ? [] : wordsOf(name);
  const whole = words.join(' ');
  const initials = words.map(word => word.slice(0, 1)).join('');
  const keys = [
    ...(whole === '' ? [] : [`name ${whole}`]),
    ...emails.flatMap(email => emailKeys(email, whole, initials)),
    ...phones.flatMap(phone => [`phone ${phone}`, ...halves(phone).map(half => `phone ${half} ${initials}`)]),
    ...(birthday === null ? [] : words.map(word => `born ${birthday} ${word}`)),
  ];
  return [...new Set(keys)];
}

const NAME_PART = 3;

function emailKeys(email: string, name: string, initials: string): string[] {
  const { box, domain } = addressOf(email);
  return [
    `box ${box}@${domain}`,
    ...(box.length < SHORT_BOX ? [] : [`box ${box}`]),
    ...halves(box).map(half => `box ${half}@${domain} ${initials}`),
    ...(name === '' ? [] : [`name ${name} ${box.slice(0, NAME_PART)}`]),
  ];
}

/** First and second halves, the middle counted to either: a letter more or less moves it by one. */
function halves(text: string): string[] {
  const [low, high] = [Math.floor(text.length / 2), Math.ceil(text.length / 2)];
  return [low, high].flatMap(n => [`${text.slice(0, n)}…`, `…${text.slice(text.length - n)}`]);
}
