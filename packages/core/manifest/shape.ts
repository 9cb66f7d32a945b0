import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { manifestSchema } from './schema.ts';
import { shapeProblem } from './shape-problem.ts';

let compiled: ValidateFunction | undefined;

function validator(): ValidateFunction {
  compiled ??= new Ajv2020({
    allErrors: true,
    verbose: true,
    ownProperties: true,
    allowUnionTypes: true,
    // Formats are for editors; the checks beside this file say more about an address than a format could.
    validateFormats: false,
    logger: false,
    // Our own schema, tested to be valid: checking it again on every run costs more than checking a manifest.
    meta: false,
    validateSchema: false,
  }).compile(manifestSchema);
  return compiled;
}

/** What is wrong with the shape of one manifest file: keys and types, each at its exact place, each cause once. */
export function checkShape(value: unknown, path: string): Diagnostic[] {
  const validate = validator();
  if (validate(value)) return [];
  return onePerCause(validate.errors ?? []).map((error) => shapeProblem(error, value, path));
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
