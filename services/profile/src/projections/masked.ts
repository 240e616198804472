import type { StoredIdentifier } from './personal.ts';

export type MaskedIdentifier = {
  readonly type: string;
  readonly masked: string;
  readonly verified: boolean;
};

/** Enough to recognise an identifier that one knows, too little to use one that one doesn't. */
export function masked({ type, normalised, verified }: StoredIdentifier): MaskedIdentifier {
  return { type, masked: type === 'email' ? maskedEmail(normalised) : tail(normalised), verified };
}

function maskedEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at > 2 ? 1 : 0)}•••${address.slice(at)}`;
}

const tail = (value: string): string => `•••${value.length > 5 ? value.slice(-3) : ''}`;
