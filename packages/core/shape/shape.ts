import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Dialect } from './dialect.ts';
import { shapeProblem } from './problem.ts';

/** What is wrong with the shape of one file: keys and types, each at its exact place, each cause once. */
export function shapeProblems(
  validate: ValidateFunction,
  value: unknown,
  file: string,
  dialect: Dialect,
): Diagnostic[] {
  if (validate(value)) return [];
  return onePerCause(validate.errors ?? []).map((error) => shapeProblem(error, value, file, dialect));
}

/** A value of the wrong type also fails every other keyword: only the first is the cause. */
function onePerCause(errors: readonly ErrorObject[]): ErrorObject[] {
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  const seen = new Set<string>();
  return errors.filter(({ keyword, instancePath, params, propertyName }) => {
    // What is wrong with the name of a key is told of the mapping it stands in, and again of the key.
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
