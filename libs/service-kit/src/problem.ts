import { problems, type ProblemSlug } from '@rapport/contracts';

/** What is wrong with one place of the input. `pointer` is a JSON pointer (RFC 6901) into the part that the detail names. */
export interface InputError {
  readonly pointer: string;
  readonly message: string;
}

/** An RFC 9457 document. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  readonly errors?: readonly InputError[];
  readonly traceId?: string;
}

interface ProblemExtras {
  readonly errors?: readonly InputError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by the edge of a service; becomes the answer as it is. */
export class Problem extends Error {
  readonly slug: ProblemSlug;
  readonly errors: readonly InputError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(slug: ProblemSlug, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.name = 'Problem';
    this.slug = slug;
    this.errors = extras.errors ?? [];
    this.headers = extras.headers ?? {};
  }
}

const isDeclared = (slug: string): slug is ProblemSlug => Object.hasOwn(problems, slug);

/** Status and title of a slug. A rule that the contracts don't declare is still a rule: 422. */
export function declared(slug: string): { readonly status: number; readonly title: string } {
  return isDeclared(slug) ? problems[slug] : { status: 422, title: 'A rule does not allow this' };
}

export function problemDocument(slug: string, detail: string, errors: readonly InputError[] = []): ProblemDocument {
  const { status, title } = declared(slug);
  return {
    type: `/problems/${slug}`,
    title,
    status,
    ...(detail === '' ? {} : { detail }),
    ...(errors.length === 0 ? {} : { errors }),
  };
}

/** 400 with the places that are wrong. `part` names what they point into: 'body', 'query string', 'path'. */
export const malformed = (part: string, errors: readonly InputError[]): Problem =>
  new Problem('form', `The ${part} is not as it should be: ${errors.map(describe).join('; ')}.`, { errors });

const describe = ({ pointer, message }: InputError): string =>
  pointer === '' ? `it ${message}` : `${pointer} ${message}`;
