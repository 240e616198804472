import { WORK_RULE_EVENTS } from '@rapport/contracts';
import ts from 'typescript';

export interface Place {
  readonly file: string;
}

export interface Reader extends Place {
  readonly kind: 'projection' | 'policy';
  readonly name: string;
}

/** Where an event is decided and who does something when it happened. */
export interface Flow {
  readonly type: string;
  readonly producers: readonly Place[];
  readonly readers: readonly Reader[];
}

const DEFINITIONS: ReadonlyMap<string, Reader['kind']> = new Map([
  ['defineProjection', 'projection'],
  ['definePolicy', 'policy'],
]);

/**
 * Reads the flows out of source texts, by path. An object with the `type` of an event decides it; an entry of a
 * typed handler map that is not `ignored` reads it. Throws where a handler map is not written out in its definition; only what
 * reads nothing may be spread into it: `ignoring(…)`, or a constant made of it; or `each(…)` of a list of the contracts, or one
 * written out.
 */
export function flowsOf(types: readonly string[], sources: ReadonlyMap<string, string>): Flow[] {
  const producers = new Map(types.map(type => [type, [] as Place[]]));
  const readers = new Map(types.map(type => [type, [] as Reader[]]));
  const files = [...sources].map(([file, text]) => ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  const silent = new Set(files.flatMap(silentConstants));
  for (const source of files) {
    const file = source.fileName;
    const visit = (node: ts.Node): void => {
      if (ts.isObjectLiteralExpression(node)) {
        const type = property(node, 'type');
        const name = type && ts.isStringLiteral(type.initializer) ? type.initializer.text : '';
        if (type) producers.get(name)?.push({ file });
      }
      for (const { type, ...reader } of readersIn(node, silent)) readers.get(type)?.push({ ...reader, file });
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return types.map(type => ({ type, producers: producers.get(type) ?? [], readers: readers.get(type) ?? [] }));
}

type Entry = Pick<Reader, 'kind' | 'name'> & { readonly type: string };

function readersIn(node: ts.Node, silent: ReadonlySet<string>): Entry[] {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return [];
  const kind = DEFINITIONS.get(node.expression.text);
  const [definition] = node.arguments;
  if (kind === undefined || definition === undefined || !ts.isObjectLiteralExpression(definition)) return [];
  const name = property(definition, 'name')?.initializer;
  const on = property(definition, 'on')?.initializer;
  if (name === undefined || !ts.isStringLiteral(name)) throw unreadable(node, 'its name is no plain text');
  if (on === undefined || !ts.isObjectLiteralExpression(on))
    throw unreadable(node, 'its handlers are written elsewhere');
  const handled = on.properties.filter(entry => isHandled(entry, silent));
  return handled.flatMap(entry => typesOf(entry).map(type => ({ kind, name: name.text, type })));
}

function isHandled(entry: ts.ObjectLiteralElementLike, silent: ReadonlySet<string>): boolean {
  if (!ts.isSpreadAssignment(entry)) return !isIgnored(entry);
  const { expression } = entry;
  if (listIn(expression) !== undefined) return true;
  if (isIgnoring(expression) || (ts.isIdentifier(expression) && silent.has(expression.text))) return false;
  throw unreadable(entry, 'its handlers are spread from elsewhere');
}

const typesOf = (entry: ts.ObjectLiteralElementLike): readonly string[] =>
  ts.isSpreadAssignment(entry) ? (listIn(entry.expression) ?? []) : [nameOf(entry)];

const LISTS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(WORK_RULE_EVENTS).map(([service, types]) => [`WORK_RULE_EVENTS.${service}`, types]),
);

/** The types that `each(…)` gives one handler, where it names a list of the contracts or writes one out. */
function listIn(node: ts.Expression): readonly string[] | undefined {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'each') return undefined;
  const [list] = node.arguments;
  if (list === undefined || !ts.isArrayLiteralExpression(list)) return LISTS.get(list?.getText() ?? '');
  const types = list.elements.filter(element => ts.isStringLiteral(element)).map(({ text }) => text);
  return types.length === list.elements.length ? types : undefined;
}

const isIgnored = (entry: ts.ObjectLiteralElementLike): boolean =>
  ts.isPropertyAssignment(entry) && entry.initializer.getText() === 'ignored';

const isIgnoring = (node: ts.Expression): boolean =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'ignoring';

/** The names of constants at the top of a file that say of events only that nobody reads them. */
const silentConstants = (source: ts.SourceFile): string[] =>
  source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .flatMap(({ name, initializer }) =>
      initializer && ts.isIdentifier(name) && isSilent(initializer) ? [name.text] : [],
    );

function isSilent(node: ts.Expression): boolean {
  if (ts.isAsExpression(node)) return isSilent(node.expression);
  if (isIgnoring(node)) return true;
  if (!ts.isObjectLiteralExpression(node) || node.properties.length === 0) return false;
  return node.properties.every(entry =>
    ts.isSpreadAssignment(entry) ? isIgnoring(entry.expression) : isIgnored(entry),
  );
}

const nameOf = ({ name }: ts.ObjectLiteralElementLike): string =>
  name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : '';

function property(object: ts.ObjectLiteralExpression, name: string): ts.PropertyAssignment | undefined {
  return object.properties.filter(ts.isPropertyAssignment).find(entry => nameOf(entry) === name);
}

const unreadable = (node: ts.Node, why: string): Error =>
  new Error(`${node.getSourceFile().fileName}: the readers of events cannot be listed, because ${why}`);
