import type { ASTNode } from './engine.ts';

/** The stand-in for `matches`, of the same length so that every offset behind it stays what it was. */
export const safeMatches = 're2find';

/**
 * From the end of the receiver to the name of the method: what closes the receiver's parentheses, then the dot, with
 * blanks and comments anywhere.
 */
const beforeMethodName = /(?:\)|\s|\/\/[^\n]*\n)*\.(?:\s|\/\/[^\n]*\n)*/y;

/**
 * `source` with every call of the method `matches` renamed, because the engine's own runs on JavaScript's regular
 * expressions and refuses to be replaced. `ast` is the parsed `source`. The result has the same length and differs in
 * nothing else; string literals and comments that say "matches" stay.
 */
export function spliceMatches(source: string, ast: ASTNode): string {
  let spliced = source;
  for (const receiver of matchReceivers(ast)) {
    beforeMethodName.lastIndex = receiver.end;
    beforeMethodName.test(source);
    const start = beforeMethodName.lastIndex;
    const end = start + safeMatches.length;
    if (source.slice(start, end) !== 'matches') throw new Error(`matches not found behind offset ${receiver.end}`);
    spliced = spliced.slice(0, start) + safeMatches + spliced.slice(end);
  }
  return spliced;
}

/** The receivers of every call of the method `matches` inside `node`. */
export function* matchReceivers(node: ASTNode): Generator<ASTNode> {
  if (node.op === 'rcall' && node.args[0] === 'matches') yield node.args[1];
  for (const child of childrenOf(node)) yield* matchReceivers(child);
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case '!_':
    case '-_':
      return [node.args];
    case 'map':
      return node.args.flat();
    default:
      return node.args;
  }
}
