/** Of the tokens that people sign in with. */
export const ISSUER = Symbol('issuer of tokens');
