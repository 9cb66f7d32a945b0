import { omission } from '../value.ts';
import type { CelFunction } from './function.ts';

export const omitFunctions: readonly CelFunction[] = [
  {
    name: 'omit',
    // A type parameter fits every type, so that the other branch of a condition still decides the type.
    signature: 'omit(): T',
    description:
      'As the whole value of a template field: the field is left alone, whatever Konnect has there. An empty optional takes it away.',
    example: "false ? 'a value' : omit()",
    handler: () => omission,
  },
];
