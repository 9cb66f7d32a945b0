import type { ASTNode } from './ast.ts';

/** A call that gives a name to values inside some of its arguments. */
export interface Binding {
  readonly name: string;
  /** `item`: the name stands for each item of the receiver; `value`: for the first argument behind the name. */
  readonly to: 'item' | 'value';
  /** The arguments that see the name. */
  readonly scope: readonly ASTNode[];
}

/** The number of arguments of each macro over a list or map. */
const iterations: Readonly<Record<string, readonly number[]>> = {
  all: [2],
  exists: [2],
  exists_one: [2],
  filter: [2],
  map: [2, 3],
};

/** The name that a call of a macro binds, or undefined for any other method call. */
export function bindingOf(method: string, args: readonly ASTNode[]): Binding | undefined {
  const [variable, ...rest] = args;
  if (variable?.op !== 'id') return undefined;
  if (method === 'bind' && args.length === 3) return { name: variable.args, to: 'value', scope: rest.slice(1) };
  const arities = Object.hasOwn(iterations, method) ? iterations[method] : undefined;
  return arities?.includes(args.length) ? { name: variable.args, to: 'item', scope: rest } : undefined;
}
