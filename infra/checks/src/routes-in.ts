import ts from 'typescript';

const METHODS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete']);

/** The routes of the controllers of a source text, as `POST /v1/customers/{id}/merges`. */
export function routesIn(file: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassDeclaration(node)) found.push(...routesOf(node));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

function routesOf(controller: ts.ClassDeclaration): string[] {
  const [root] = calls(controller).filter(({ name }) => name === 'Controller');
  if (root === undefined) return [];
  return controller.members.flatMap(member =>
    calls(member)
      .filter(({ name }) => METHODS.has(name))
      .flatMap(({ name, paths }) =>
        root.paths.flatMap(before => paths.map(path => `${name.toUpperCase()} ${joined(before, path)}`)),
      ),
  );
}

/** What Nest and the router read: `a/:id/b::c` under `v1` is `/v1/a/{id}/b:c`. */
const joined = (...parts: readonly string[]): string =>
  `/${parts
    .map(part => part.replace(/^\/|\/$/g, ''))
    .filter(part => part !== '')
    .join('/')}`.replace(/::|:(\w+)/g, (_match, name?: string) => (name === undefined ? ':' : `{${name}}`));

interface Call {
  readonly name: string;
  readonly paths: readonly string[];
}

function calls(node: ts.ClassDeclaration | ts.ClassElement): Call[] {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.flatMap(({ expression }) =>
    ts.isCallExpression(expression) && ts.isIdentifier(expression.expression)
      ? [{ name: expression.expression.text, paths: pathsOf(expression.arguments[0]) }]
      : [],
  );
}

function pathsOf(argument: ts.Expression | undefined): string[] {
  if (argument === undefined) return [''];
  if (ts.isArrayLiteralExpression(argument)) return argument.elements.flatMap(pathsOf);
  return ts.isStringLiteralLike(argument) ? [argument.text] : [];
}
