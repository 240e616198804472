const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Asked {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** The ids that path, query and body give under these names. What is no id is refused by the route itself. */
export function namesIn({ params, query, body }: Asked, names: ReadonlySet<string>): [name: string, id: string][] {
  return [params, query, body].flatMap(part =>
    typeof part !== 'object' || part === null
      ? []
      : Object.entries(part).flatMap(([name, id]): [string, string][] =>
          names.has(name) && typeof id === 'string' && UUID.test(id) ? [[name, id]] : [],
        ),
  );
}
