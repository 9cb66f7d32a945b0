import type { ASTNode } from './ast.ts';

/** A path rooted in a variable: `controlPlane.id`, `labels["x"]`. */
export interface VariablePath {
  readonly path: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** The path a chain of selections spells, or undefined where it does not start at a name or an index is computed. */
export function pathOf(node: ASTNode): readonly string[] | undefined {
  switch (node.op) {
    case 'id':
      return [node.args];
    case '.':
    case '.?': {
      const path = pathOf(node.args[0]);
      return path && [...path, node.args[1]];
    }
    case '[]':
    case '[?]': {
      const key = literalKey(node.args[1]);
      const path = key === undefined ? undefined : pathOf(node.args[0]);
      return path && key !== undefined ? [...path, key] : undefined;
    }
    default:
      return undefined;
  }
}

/** The text of a literal used as key or index. */
export function literalKey(node: ASTNode): string | undefined {
  if (node.op !== 'value') return undefined;
  return typeof node.args === 'string' || typeof node.args === 'bigint' ? String(node.args) : undefined;
}
