export interface FieldError {
  /** JSON pointer into the body that was sent, e.g. `/restated`. */
  pointer: string;
  message: string;
}

/** A failure as RFC 9457 tells it; `status` 0 means that no answer came at all. */
export class Problem extends Error {
  readonly status: number;
  readonly slug: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly traceId: string | undefined;

  constructor(facts: {
    status: number;
    slug: string;
    title: string;
    detail?: string | undefined;
    errors?: readonly FieldError[] | undefined;
    traceId?: string | undefined;
  }) {
    super(facts.detail ?? facts.title);
    this.status = facts.status;
    this.slug = facts.slug;
    this.title = facts.title;
    this.detail = facts.detail ?? '';
    this.errors = facts.errors ?? [];
    this.traceId = facts.traceId;
  }
}

export function slugOf(type: unknown): string {
  if (typeof type !== 'string') return 'unknown';
  return type.split('/').pop() ?? 'unknown';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFieldError(value: unknown): value is FieldError {
  return isRecord(value) && typeof value['pointer'] === 'string' && typeof value['message'] === 'string';
}

/** Reads a problem document; what is missing is filled from the HTTP status. */
export function readProblem(status: number, statusText: string, body: unknown): Problem {
  const facts = isRecord(body) ? body : {};
  const { title, detail, errors, traceId } = facts;
  return new Problem({
    status,
    slug: slugOf(facts['type']),
    title: typeof title === 'string' ? title : statusText || `HTTP ${status}`,
    detail: typeof detail === 'string' ? detail : undefined,
    errors: Array.isArray(errors) ? errors.filter(isFieldError) : [],
    traceId: typeof traceId === 'string' ? traceId : undefined,
  });
}

/** The message for one field of a form: pointers below the field count for it. */
export function errorAt(problem: unknown, field: string): string | undefined {
  if (!(problem instanceof Problem)) return undefined;
  const at = `/${field}`;
  return problem.errors.find(e => e.pointer === at || e.pointer.startsWith(`${at}/`))?.message;
}

export function isUnderstoodAt(problem: unknown, fields: readonly string[]): boolean {
  return fields.some(field => errorAt(problem, field) !== undefined);
}
