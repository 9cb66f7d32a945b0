import type { ErrorObject } from 'ajv/dist/2020.js';
import { closest } from 'fastest-levenshtein';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { blueprint } from '../shape/validators.generated.js';
import { keyRangeOf, originOf, rangeOf } from '../source/origin.ts';
import { type SourceRange, startOf } from '../source/range.ts';

/** How a value differs from the shape of a blueprint, each finding where it stands in the file. */
export function shapeProblems(value: unknown, file: string): Diagnostic[] {
  if (blueprint(value)) return [];
  return (blueprint.errors ?? [])
    .filter((error) => error.keyword !== 'anyOf')
    .map((error) => problem(error, value, file));
}

function problem(error: ErrorObject, root: unknown, file: string): Diagnostic {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const { holder, at } = locate(root, path, file);
  const where = path.length > 0 ? path.join('.') : 'the file';
  const base = { severity: 'error', code: 'blueprint-invalid' } as const;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params.additionalProperty);
      const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
      const fix = known.length > 0 ? { fix: `did you mean ${closest(key, known)}?` } : {};
      return {
        ...base,
        message: `${where} has no key ${JSON.stringify(key)}`,
        ...fix,
        at: keyRangeOf(holder, key) ?? at,
      };
    }
    case 'required':
      return { ...base, message: `${where} lacks ${String(error.params.missingProperty)}`, at };
    case 'enum':
      return { ...base, message: `${where} must be ${(error.params.allowedValues as string[]).join(' or ')}`, at };
    case 'propertyNames':
      return {
        ...base,
        message: `${where}: ${JSON.stringify(error.params.propertyName)} is not a name that can stand here`,
        at: keyRangeOf(holder, String(error.params.propertyName)) ?? at,
      };
    default:
      return { ...base, message: `${where} ${error.message ?? 'is not valid'}`, at };
  }
}

function locate(
  root: unknown,
  path: readonly string[],
  file: string,
): { readonly holder: unknown; readonly at: SourceRange } {
  let holder = root;
  let at = originOf(root)?.self ?? startOf(file);
  for (const key of path) {
    at = rangeOf(holder, key) ?? at;
    holder = typeof holder === 'object' && holder !== null ? (holder as Record<string, unknown>)[key] : undefined;
  }
  return { holder, at };
}
