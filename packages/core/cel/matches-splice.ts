import { type ASTNode, nodesOf } from './ast.ts';
import { methodNameRange } from './method-name.ts';

/** The stand-in for `matches`, of the same length so that every offset behind it stays what it was. */
export const safeMatches = 're2find';

/**
 * `source` with every call of the method `matches` renamed, because the engine's own runs on JavaScript's regular
 * expressions and refuses to be replaced. `ast` is the parsed `source`. The result has the same length and differs in
 * nothing else; string literals and comments that say "matches" stay.
 */
export function spliceMatches(source: string, ast: ASTNode): string {
  let spliced = source;
  for (const receiver of matchReceivers(ast)) {
    const { start, end } = methodNameRange(source, receiver, 'matches');
    spliced = spliced.slice(0, start) + safeMatches + spliced.slice(end);
  }
  return spliced;
}

/** The receivers of every call of the method `matches` inside `ast`. */
export function matchReceivers(ast: ASTNode): ASTNode[] {
  return [...nodesOf(ast)].flatMap((node) => (node.op === 'rcall' && node.args[0] === 'matches' ? [node.args[1]] : []));
}
