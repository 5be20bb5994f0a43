// Finds the titles of tests in a source file. Knows TypeScript's syntax, not what the titles mean.
import ts from 'typescript';

export interface TestTitle {
  readonly file: string;
  readonly line: number;
  /** The text as far as it is fixed: up to the first placeholder of a template. */
  readonly text: string;
}

/** Titles of all calls of `it` and `test`, also of `it.each(…)(…)`, `test.skip(…)` and the like. */
export function testTitles(file: string, source: string): TestTitle[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
  const titles: TestTitle[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTestCall(node.expression)) {
      const text = fixedText(node.arguments[0]);
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      if (text !== undefined) titles.push({ file, line: line + 1, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return titles;
}

/** `test.skip(condition, 'why')` inside a test has no title, `test.describe`, `test.step` and hooks are no tests. */
function isTestCall(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'it' || callee.text === 'test';
  if (ts.isCallExpression(callee) || ts.isTaggedTemplateExpression(callee)) {
    const maker = ts.isCallExpression(callee) ? callee.expression : callee.tag;
    return ts.isPropertyAccessExpression(maker) && isTestCall(maker.expression);
  }
  return ts.isPropertyAccessExpression(callee) && MODIFIERS.has(callee.name.text) && isTestCall(callee.expression);
}

const MODIFIERS = new Set(['skip', 'only', 'fails', 'fail', 'fixme', 'slow', 'todo', 'concurrent', 'sequential']);

function fixedText(argument: ts.Expression | undefined): string | undefined {
  if (argument === undefined) return undefined;
  if (ts.isStringLiteralLike(argument)) return argument.text;
  return ts.isTemplateExpression(argument) ? argument.head.text : undefined;
}
