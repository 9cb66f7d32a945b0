import { Optional } from '@marcbachmann/cel-js';
import type { CelFunction } from './function.ts';

export const omitFunctions: readonly CelFunction[] = [
  {
    name: 'omit',
    // A type parameter fits every type, so that the other branch of a condition still decides the type.
    signature: 'omit(): T',
    description: 'As the whole value of a template field: the field is left out.',
    example: "false ? 'a value' : omit()",
    handler: () => Optional.none(),
  },
];
