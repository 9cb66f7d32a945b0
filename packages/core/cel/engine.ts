import { Environment } from '@marcbachmann/cel-js';
import { registerFunctions } from './functions.ts';

/** The longest expression that is parsed, in characters, and the limits of its parts. */
export const maxSourceLength = 5000;
export const limits = {
  maxAstNodes: 2000,
  maxDepth: 100,
  maxListElements: 1000,
  maxMapEntries: 1000,
  maxCallArguments: 32,
};

/**
 * The engine with our functions, without variables: made once, because registering functions is slow, and cloned
 * for every environment.
 */
let base: Environment | undefined;
export function baseEngine(): Environment {
  if (base) return base;
  base = new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits,
  });
  registerFunctions(base);
  return base;
}
