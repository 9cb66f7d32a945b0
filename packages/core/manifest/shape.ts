import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { manifest } from '../shape/validators.generated.js';
import { shapeProblem } from './shape-problem.ts';

/** What is wrong with the shape of one manifest file: keys and types, each at its exact place, each cause once. */
export function checkShape(value: unknown, path: string): Diagnostic[] {
  if (manifest(value)) return [];
  return onePerCause(manifest.errors ?? []).map((error) => shapeProblem(error, value, path));
}

/** A value of the wrong type also fails every other keyword: only the first is the cause. */
function onePerCause(errors: readonly ErrorObject[]): ErrorObject[] {
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  const seen = new Set<string>();
  return errors.filter(({ keyword, instancePath, params }) => {
    if (keyword !== 'type' && mistyped.has(instancePath)) return false;
    if (keyword === 'enum' && seen.has(`minLength ${instancePath}`)) return false;
    const cause = `${keyword} ${instancePath} ${JSON.stringify(params)}`;
    if (seen.has(cause)) return false;
    seen.add(cause);
    if (keyword === 'minLength') seen.add(`minLength ${instancePath}`);
    return true;
  });
}
