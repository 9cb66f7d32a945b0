import type { ASTNode } from './ast.ts';

/**
 * From the end of the receiver to the name of the method: the receiver's closing parentheses, then the dot, with
 * blanks and comments anywhere.
 */
const beforeName = /(?:\)|\s|\/\/[^\n]*\n)*\.(?:\s|\/\/[^\n]*\n)*/y;

/** The place in `source` of the name of a method called on `receiver`: the engine's nodes do not have it. */
export function methodNameRange(source: string, receiver: ASTNode, name: string): { start: number; end: number } {
  beforeName.lastIndex = receiver.end;
  beforeName.test(source);
  const start = beforeName.lastIndex;
  const end = start + name.length;
  if (source.slice(start, end) !== name) throw new Error(`${name} not found behind offset ${receiver.end}`);
  return { start, end };
}
