import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Dialect } from '../shape/dialect.ts';
import { shapeProblems } from '../shape/shape.ts';
import { blueprint } from '../shape/validators.generated.js';

const dialect: Dialect = {
  whole: 'The blueprint',
  one: 'a blueprint',
  code: () => 'blueprint-invalid',
  quotes: () => true,
  lenient: false,
  listsKeys: true,
};

/** Findings about the keys and types of values in one blueprint file. */
export function checkShape(value: unknown, path: string): Diagnostic[] {
  return shapeProblems(blueprint, value, path, dialect);
}
