import ts from 'typescript';

const RUNNERS = new Set(['describe', 'it', 'test']);
/** Stands for what only a run tells. No title of a guard holds it. */
const UNKNOWN = '\0';
const PLACES = /%(?:\.(\d+))?([sdifjoO])/g;

/**
 * The full names of the tests of a file, as far as its text tells them: those of a table as they stand there, and once for each row
 * that is written out. Nothing of the file is run.
 */
export function testNames(text: string): readonly string[] {
  const file = ts.createSourceFile('a.test.ts', text, ts.ScriptTarget.Latest, true);
  const constants = constantsOf(file);
  const names: string[] = [];

  const visit = (node: ts.Node, within: readonly string[]): void => {
    const declared = ts.isCallExpression(node) ? declaredBy(node, constants) : undefined;
    if (declared === undefined) {
      ts.forEachChild(node, (child) => visit(child, within));
      return;
    }
    const full = within.flatMap((group) =>
      declared.titles.map((title) => (group === '' ? title : `${group} ${title}`)),
    );
    if (declared.runner === 'describe') for (const part of declared.parts) visit(part, full);
    else names.push(...full);
  };
  visit(file, ['']);
  return names;
}

type Constants = ReadonlyMap<string, ts.Expression>;

function constantsOf(file: ts.SourceFile): Constants {
  const declarations = file.statements
    .filter(ts.isVariableStatement)
    .flatMap((one) => one.declarationList.declarations);
  return new Map(
    declarations.flatMap(({ name, initializer }) =>
      ts.isIdentifier(name) && initializer ? [[name.text, bare(initializer)] as const] : [],
    ),
  );
}

/** What `test('title', …)`, `test.each(rows)('title %s', …)` and their like declare; undefined for every other call. */
function declaredBy(
  { expression, arguments: [title, ...parts] }: ts.CallExpression,
  constants: Constants,
):
  | { readonly runner: string; readonly titles: readonly string[]; readonly parts: readonly ts.Expression[] }
  | undefined {
  const runner = runnerOf(expression, constants);
  if (runner === undefined || title === undefined || parts.length === 0) return undefined;
  const written = stringOf(title, constants);
  const rows = rowsOf(expression, constants);
  const plain = rows === undefined ? written : written.replaceAll(/\$\w[\w.]*/g, UNKNOWN);
  return { runner, titles: [plain, ...(rows ?? []).map((row) => filled(plain, row))], parts };
}

/** `describe`, `it` or `test`, whatever is said to it before the title. */
function runnerOf(callee: ts.Expression, constants: Constants): string | undefined {
  if (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee))
    return runnerOf(callee.expression, constants);
  if (!ts.isIdentifier(callee)) return undefined;
  if (RUNNERS.has(callee.text)) return callee.text;
  const meant = constants.get(callee.text);
  const another = meant && (ts.isCallExpression(meant) || ts.isPropertyAccessExpression(meant));
  return another ? runnerOf(meant, constants) : undefined;
}

/** What a row puts in the place of `%s`, and of `%j`. */
interface Cell {
  readonly text: string;
  readonly json: string;
}

/** The rows of a table that are written out, cell by cell; undefined where there is no table. */
function rowsOf(callee: ts.Expression, constants: Constants): readonly (readonly Cell[])[] | undefined {
  if (!ts.isCallExpression(callee)) return undefined;
  const { expression, arguments: given } = callee;
  if (!ts.isPropertyAccessExpression(expression) || !['each', 'for'].includes(expression.name.text))
    return rowsOf(expression, constants);
  const table = given[0] && followed(given[0], constants);
  if (table === undefined || !ts.isArrayLiteralExpression(table)) return [];
  return table.elements.map((element) => {
    const row = followed(element, constants);
    const cells = ts.isArrayLiteralExpression(row) ? [...row.elements] : [row];
    return cells.map((cell) => cellOf(followed(cell, constants)));
  });
}

function cellOf(cell: ts.Expression): Cell {
  if (ts.isStringLiteralLike(cell)) return { text: cell.text, json: JSON.stringify(cell.text) };
  const text = ts.isNumericLiteral(cell) ? cell.text : UNKNOWN;
  return { text, json: text };
}

function filled(title: string, row: readonly Cell[]): string {
  const cells = row.values();
  return title.replaceAll(PLACES, (_, length: string | undefined, kind: string) => {
    const { text, json } = cells.next().value ?? { text: UNKNOWN, json: UNKNOWN };
    return kind === 'j' ? json : text.slice(0, length === undefined ? undefined : Number(length));
  });
}

/** A title, with a sign that no title has for what only a run tells. */
function stringOf(title: ts.Expression, constants: Constants): string {
  const meant = followed(title, constants);
  if (ts.isStringLiteralLike(meant)) return meant.text;
  if (ts.isTemplateExpression(meant))
    return meant.head.text + meant.templateSpans.map(({ literal }) => UNKNOWN + literal.text).join('');
  // `titled('what it is', why it is left out)`.
  if (ts.isCallExpression(meant) && meant.arguments[0]) return stringOf(meant.arguments[0], constants) + UNKNOWN;
  return UNKNOWN;
}

function followed(expression: ts.Expression, constants: Constants): ts.Expression {
  const plain = bare(expression);
  return (ts.isIdentifier(plain) && constants.get(plain.text)) || plain;
}

/** Without what is said of its type only. */
function bare(expression: ts.Expression): ts.Expression {
  const wrapped = ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression);
  return wrapped || ts.isParenthesizedExpression(expression) ? bare(expression.expression) : expression;
}
