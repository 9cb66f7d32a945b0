import { type ASTNode, nodesOf } from './ast.ts';
import { methodNameRange } from './method-name.ts';
import { standInOf } from './stand-in.ts';

/**
 * `source` with every call of a function that has a stand-in renamed to it. `ast` is the parsed `source`. The result has
 * the same length and differs in nothing else; string literals, comments and variables with such a name stay.
 */
export function spliceCalls(source: string, ast: ASTNode): string {
  let spliced = source;
  for (const node of nodesOf(ast)) {
    if (node.op !== 'call' && node.op !== 'rcall') continue;
    const name = node.args[0];
    const standIn = standInOf(node.op, name);
    if (standIn === undefined) continue;
    const start = node.op === 'call' ? node.start : methodNameRange(source, node.args[1], name).start;
    spliced = spliced.slice(0, start) + standIn + spliced.slice(start + name.length);
  }
  return spliced;
}
