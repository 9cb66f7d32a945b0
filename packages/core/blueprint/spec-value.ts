import { closest } from 'fastest-levenshtein';
import { ExpressionError } from '../cel/expression-error.ts';
import { compilePattern } from '../cel/pattern.ts';
import { Unknown } from '../cel/unknown.ts';
import { fromCel, OMITTED } from '../cel/value.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { keyRangeOf } from '../source/origin.ts';
import { type SourceRange, showRange } from '../source/range.ts';
import type { Blueprint, Member, SpecField } from './blueprint.ts';
import type { Context } from './evaluate.ts';

/**
 * What is wrong with the values an instance gives to its blueprint: parameters nobody asked for, required ones that are
 * missing, and values the markers refuse. What is unknown until something exists is not judged.
 */
export function specProblems(
  blueprint: Blueprint,
  template: readonly Member[],
  parameters: Context,
  context: Context,
  at: SourceRange,
): Diagnostic[] {
  const { fields } = blueprint.spec;
  const given = new Set([...template.map((member) => member.name), ...Object.keys(parameters)]);
  const problems: Diagnostic[] = [];
  for (const name of Object.keys(parameters)) {
    if (fields.has(name)) continue;
    problems.push({
      severity: 'error',
      code: 'parameter-invalid',
      message: `blueprint ${blueprint.name} has no parameter ${JSON.stringify(name)}`,
      ...(fields.size > 0 ? { fix: `did you mean ${closest(name, [...fields.keys()])}?` } : {}),
      at: keyRangeOf(parameters, name) ?? at,
    });
  }
  const spec = (context.schema as { readonly spec: Record<string, unknown> }).spec;
  for (const [name, field] of fields) {
    if (!given.has(name) && field.fallback === undefined) {
      if (field.markers.required) {
        problems.push({
          severity: 'error',
          code: 'parameter-invalid',
          message: `blueprint ${blueprint.name} needs the parameter ${name}`,
          cause: `required at ${showRange(field.place)}`,
          at,
        });
      }
      continue;
    }
    if (!hasConstraints(field)) continue;
    const problem = markerProblem(
      field,
      knownValue(() => spec[name]),
    );
    if (problem === undefined) continue;
    problems.push({
      severity: 'error',
      code: 'parameter-invalid',
      message: `parameter ${name} of blueprint ${blueprint.name} ${problem}`,
      cause: `declared at ${showRange(field.place)}`,
      at: keyRangeOf(parameters, name) ?? at,
    });
  }
  return problems;
}

function hasConstraints({ markers }: SpecField): boolean {
  const { required: _required, default: _default, description: _description, ...constraints } = markers;
  return Object.keys(constraints).length > 0;
}

/** The value if it is known and there; failures are reported where the value is used. */
function knownValue(read: () => unknown): unknown {
  try {
    const value = fromCel(read());
    return value === OMITTED ? undefined : value;
  } catch (error) {
    if (error instanceof Unknown || error instanceof ExpressionError) return undefined;
    throw error;
  }
}

function markerProblem({ markers }: SpecField, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const size = typeof value === 'string' ? [...value].length : Array.isArray(value) ? value.length : undefined;
  const shown = JSON.stringify(value);
  if (markers.enum && !markers.enum.includes(String(value)))
    return `is ${shown}, not one of ${markers.enum.join(', ')}`;
  if (markers.minimum !== undefined && Number(value) < markers.minimum)
    return `is ${shown}, below the minimum ${markers.minimum}`;
  if (markers.maximum !== undefined && Number(value) > markers.maximum)
    return `is ${shown}, above the maximum ${markers.maximum}`;
  if (markers.pattern !== undefined && typeof value === 'string') {
    const pattern = compilePattern(markers.pattern);
    if (!pattern.ok) return `cannot be checked: ${pattern.message}`;
    if (pattern.find(value) !== true) return `is ${shown}, which does not match ${markers.pattern}`;
  }
  const least = Array.isArray(value) ? markers.minItems : markers.minLength;
  const most = Array.isArray(value) ? markers.maxItems : markers.maxLength;
  if (size !== undefined && least !== undefined && size < least)
    return `has ${size} ${unit(value)}, fewer than ${least}`;
  if (size !== undefined && most !== undefined && size > most) return `has ${size} ${unit(value)}, more than ${most}`;
  return undefined;
}

function unit(value: unknown): string {
  return Array.isArray(value) ? 'items' : 'characters';
}
