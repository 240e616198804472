/** The token under which a service's messaging is injected. */
export const MESSAGING = Symbol('messaging');
