import { compilePattern } from '../cel/pattern.ts';
import { suggestName } from '../cel/suggestion.ts';
import type { CelType } from '../cel/type.ts';
import { isRecord } from '../value/record.ts';
import { hasType } from './has-type.ts';
import { type SpecField, specMembers } from './spec.ts';
import { showSchemaType } from './type-expression.ts';

/** The type and the markers that a value has to fit. */
type Wanted = Pick<SpecField, 'type' | 'markers'>;

/**
 * Why a plain value does not fit a field of a schema: its type, its markers, and the same for everything inside. In words
 * that follow the field's name; undefined when it fits. Members that are absent, or null, are judged as absent.
 */
export function valueProblem(value: unknown, { type, markers }: Wanted): string | undefined {
  return typeProblem(value, type) ?? markerProblem(value, markers) ?? firstInside(value, type);
}

function typeProblem(value: unknown, type: CelType): string | undefined {
  return hasType(value, type) ? undefined : `must be of type ${showSchemaType(type)} and is ${JSON.stringify(value)}`;
}

function firstInside(value: unknown, type: CelType): string | undefined {
  if (Array.isArray(value)) {
    const item = type.kind === 'list' ? type.item : undefined;
    return item && first(value.map((member, index) => [`[${index}]`, member, { type: item, markers: {} }]));
  }
  if (!isRecord(value)) return undefined;
  if (type.kind === 'map') {
    return first(Object.entries(value).map(([key, member]) => [`.${key}`, member, { type: type.value, markers: {} }]));
  }
  const members = specMembers(type);
  if (!members) return undefined;
  const unknown = Object.keys(value).find((name) => !members.has(name));
  if (unknown !== undefined) {
    const fix = suggestName(unknown, [...members.keys()]);
    return `has no field ${JSON.stringify(unknown)}${fix === undefined ? '' : `. ${fix.replace(/\.$/, '')}`}`;
  }
  return first([...members.values()].map((field) => [`.${field.name}`, value[field.name], field]));
}

function first(members: readonly [string, unknown, Wanted][]): string | undefined {
  for (const [path, value, wanted] of members) {
    if (value === undefined || value === null) {
      const isMissing = wanted.markers.required === true && wanted.markers.default === undefined;
      if (isMissing) return `lacks ${path.replace(/^\./, '')}`;
      continue;
    }
    const problem = valueProblem(value, wanted);
    if (problem !== undefined) return `at ${path.replace(/^\./, '')} ${problem}`;
  }
  return undefined;
}

function markerProblem(value: unknown, markers: SpecField['markers']): string | undefined {
  const shown = JSON.stringify(value);
  if (markers.enum && !markers.enum.includes(String(value)))
    return `is ${shown}, not one of ${markers.enum.join(', ')}`;
  if (typeof value === 'number') return rangeProblem(value, markers.minimum, markers.maximum);
  if (typeof value === 'string') {
    // Characters, not UTF-16 units.
    return (
      sizeProblem([...value].length, 'characters', markers.minLength, markers.maxLength) ??
      (markers.pattern === undefined ? undefined : patternProblem(value, markers.pattern))
    );
  }
  if (!Array.isArray(value)) return undefined;
  const isRepeated = markers.uniqueItems && new Set(value.map((item) => JSON.stringify(item))).size < value.length;
  return isRepeated ? 'has an item twice' : sizeProblem(value.length, 'items', markers.minItems, markers.maxItems);
}

function rangeProblem(value: number, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY) {
  if (value < least) return `is ${value}, below the minimum ${least}`;
  return value > most ? `is ${value}, above the maximum ${most}` : undefined;
}

function sizeProblem(size: number, unit: string, least = 0, most = Number.POSITIVE_INFINITY): string | undefined {
  if (size < least) return `has ${size} ${unit}, fewer than ${least}`;
  return size > most ? `has ${size} ${unit}, more than ${most}` : undefined;
}

function patternProblem(value: string, source: string): string | undefined {
  const pattern = compilePattern(source);
  // A pattern that cannot be compiled was reported where it stands.
  return pattern.ok && pattern.find(value) !== true
    ? `is ${JSON.stringify(value)}, which does not match ${source}`
    : undefined;
}
