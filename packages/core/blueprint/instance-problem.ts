import { ExpressionError } from '../cel/expression-error.ts';
import { suggestName } from '../cel/suggestion.ts';
import { isAssignable, showType } from '../cel/type.ts';
import { Unknown } from '../cel/unknown.ts';
import { fromCel, OMITTED } from '../cel/value.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { keyRangeOf, originOf } from '../source/origin.ts';
import { type SourceRange, showRange } from '../source/range.ts';
import type { Blueprint, Member } from './blueprint.ts';
import type { Context } from './evaluate.ts';
import { type SpecField, specMembers } from './spec.ts';
import { valueProblem } from './spec-value.ts';

/** The values that an instance gives to its blueprint. */
interface Given {
  readonly template: readonly Member[];
  readonly parameters: Context;
  /** The names its expressions see, in a world in which every value of Konnect is unknown. */
  readonly context: Context;
  /** The place that asks for the instance. */
  readonly at: SourceRange;
  /** Told of each parameter from a level above. */
  readonly inherits?: (name: string, place: SourceRange) => void;
}

/**
 * Findings about the values an instance gives to its blueprint: parameters that the schema does not have, required ones that
 * are missing, and values that the schema refuses. Values that depend on Konnect are not judged.
 */
export function instanceProblems(
  blueprint: Blueprint,
  { template, parameters, context, at, inherits }: Given,
): Diagnostic[] {
  const inherited = originOf(parameters)?.inherited;
  const { members } = blueprint.spec;
  const fromTemplate = new Set(template.map((member) => member.name));
  const place = (name: string): SourceRange => keyRangeOf(parameters, name) ?? at;
  const problems: Diagnostic[] = [];
  for (const name of Object.keys(parameters)) {
    if (inherited?.has(name)) {
      // It may be meant for others below the level that says it.
      inherits?.(name, place(name));
      continue;
    }
    const problem = !members.has(name)
      ? `has no parameter ${JSON.stringify(name)}`
      : fromTemplate.has(name)
        ? `gets ${JSON.stringify(name)} from the blueprint that uses it, not as a parameter`
        : undefined;
    if (problem === undefined) continue;
    const free = [...members.keys()].filter((known) => !fromTemplate.has(known));
    const fix = suggestName(name, free) ?? 'Remove it.';
    problems.push(finding('parameter-invalid', `The blueprint ${blueprint.name} ${problem}`, place(name), { fix }));
  }
  const spec = knownValue(() => (context.schema as { readonly spec: object }).spec) ?? {};
  for (const field of members.values()) {
    if (fromTemplate.has(field.name) && isGiven(parameters[field.name])) continue;
    const cause = `It is declared at ${showRange(field.place)}`;
    if (!Object.hasOwn(spec, field.name)) {
      if (!field.markers.required) continue;
      const message = `The blueprint ${blueprint.name} needs the parameter \`${field.name}\``;
      problems.push(finding('parameter-invalid', message, at, { cause, fix: `Add \`${field.name}\`.` }));
      continue;
    }
    // A parameter is judged as it is written, because making it an expression's value would hide what is wrong.
    const parameter = parameters[field.name];
    const value = isGiven(parameter) ? parameter : knownValue(() => constrainedValue(spec, field));
    const problem = isGiven(value) ? valueProblem(value, field) : undefined;
    if (problem === undefined) continue;
    const message = `The parameter \`${field.name}\` of the blueprint ${blueprint.name} ${problem}`;
    problems.push(
      finding('parameter-invalid', message, place(field.name), { cause, fix: 'Give it one that is allowed.' }),
    );
  }
  return problems;
}

/** Findings about a blueprint that stands in for another: its fields must accept the types of the same template. */
export function standInProblems(
  blueprint: Blueprint,
  expected: Blueprint,
  template: readonly Member[],
  at: SourceRange,
): Diagnostic[] {
  return template.flatMap(({ name }) => {
    const wanted = blueprint.spec.members.get(name);
    const offered = expected.spec.members.get(name);
    if (!wanted || !offered || isAssignable(offered.type, wanted.type)) return [];
    const message = `The blueprint ${blueprint.name} cannot stand in for ${expected.name}: it wants \`${name}\` as ${showType(wanted.type)}, not ${showType(offered.type)}`;
    const cause = `It is declared at ${showRange(wanted.place)}`;
    return [finding('parameter-invalid', message, at, { cause, fix: 'Name another blueprint.' })];
  });
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The plain value of a field whose schema says more than its type; the type was checked on the template. */
function constrainedValue(spec: object, field: SpecField): unknown {
  if (!isConstrained(field)) return undefined;
  const value = fromCel(Reflect.get(spec, field.name));
  return value === OMITTED ? undefined : value;
}

function isConstrained({ type, markers }: SpecField): boolean {
  const { required: _required, default: _default, description: _description, ...constraints } = markers;
  if (Object.keys(constraints).length > 0) return true;
  let inner = type;
  while (inner.kind === 'list' || inner.kind === 'map' || inner.kind === 'optional') {
    inner = inner.kind === 'map' ? inner.value : inner.item;
  }
  return specMembers(inner) !== undefined;
}

/** A value if it is known; failures are reported where it is used. */
function knownValue<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unknown || error instanceof ExpressionError) return undefined;
    throw error;
  }
}
