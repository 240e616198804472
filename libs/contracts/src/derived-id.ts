import { v5 } from 'uuid';

const NAMESPACE = '0f0d3c58-3f0b-5d6a-8f43-9d2f3b1f7a60';

/** The id of what follows from something else, by a name that says how: the same each time it is asked. */
export const derivedId = (name: string): string => v5(name, NAMESPACE);
