import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Dialect } from './dialect.ts';
import { shapeProblem } from './problem.ts';

/**
 * The mistakes in the shape of one file: wrong keys and types, each at its exact place, and one finding for each
 * mistake.
 */
export function shapeProblems(
  validate: ValidateFunction,
  value: unknown,
  file: string,
  dialect: Dialect,
): Diagnostic[] {
  if (validate(value)) return [];
  return onePerCause(validate.errors ?? []).map((error) => shapeProblem(error, value, file, dialect));
}

/** A value of the wrong type fails every other keyword as well: only the first error is kept. */
function onePerCause(errors: readonly ErrorObject[]): ErrorObject[] {
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  const seen = new Set<string>();
  return errors.filter(({ keyword, instancePath, params, propertyName }) => {
    // The validator reports a bad key twice: for its mapping, and for the key. The second is dropped.
    if (propertyName !== undefined) return false;
    if (keyword !== 'type' && mistyped.has(instancePath)) return false;
    if (keyword === 'enum' && seen.has(`minLength ${instancePath}`)) return false;
    const cause = `${keyword} ${instancePath} ${JSON.stringify(params)}`;
    if (seen.has(cause)) return false;
    seen.add(cause);
    if (keyword === 'minLength') seen.add(`minLength ${instancePath}`);
    return true;
  });
}
