import { closest } from 'fastest-levenshtein';
import { type CelType, celStruct, type StructField, type StructType, showType } from '../cel/type.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { keyRangeOf, rangeOf } from '../source/origin.ts';
import { startOf } from '../source/range.ts';
import type { SpecField, SpecSchema } from './blueprint.ts';
import { parseMarkers } from './marker.ts';
import type { RawBlueprint, RawFields } from './raw.ts';
import { primitiveNames, resolveType } from './type-expression.ts';

/**
 * Resolves the `schema` of a blueprint: its own types, and the fields of its spec with markers and defaults. `known` are
 * the types it may use without defining them.
 */
export function specSchema(
  raw: RawBlueprint,
  file: string,
  known: ReadonlyMap<string, CelType>,
  report: (diagnostic: Diagnostic) => void,
): SpecSchema {
  const own = raw.schema?.types ?? {};
  const resolved = new Map<string, CelType>();
  const resolving: string[] = [];

  function named(name: string): CelType | undefined {
    const done = resolved.get(name);
    if (done) return done;
    const definition = Object.hasOwn(own, name) ? own[name] : undefined;
    if (!definition) return known.get(name);
    if (resolving.includes(name)) {
      const cycle = [...resolving.slice(resolving.indexOf(name)), name].join(' -> ');
      report({
        severity: 'error',
        code: 'schema-invalid',
        message: `type ${name} contains itself: ${cycle}`,
        at: keyRangeOf(own, name) ?? startOf(file),
      });
      return undefined;
    }
    resolving.push(name);
    const type = celStruct({ name, fields: structFields(fields(definition, name)) });
    resolving.pop();
    resolved.set(name, type);
    return type;
  }

  function fields(definition: RawFields, prefix: string): Map<string, SpecField> {
    const result = new Map<string, SpecField>();
    for (const [name, value] of Object.entries(definition)) {
      const place = rangeOf(definition, name) ?? startOf(file);
      if (typeof value !== 'string') {
        const type: StructType = {
          name: `${prefix}.${name}`,
          fields: structFields(fields(value, `${prefix}.${name}`)),
        };
        result.set(name, { name, type: celStruct(type), markers: { required: true }, place });
        continue;
      }
      const field = parseField(name, value, place);
      if (field) result.set(name, field);
    }
    return result;
  }

  function parseField(name: string, source: string, place: SpecField['place']): SpecField | undefined {
    const bar = source.indexOf('|');
    const typeText = bar < 0 ? source : source.slice(0, bar);
    const type = resolveType(typeText, named);
    const markers = parseMarkers(bar < 0 ? '' : source.slice(bar + 1));
    if (!type.ok) {
      const bare = typeText.replace(/^(?:\[\]|map\[\w+\])*/, '').trim();
      const fix = `did you mean ${closest(bare, [...Object.keys(own), ...known.keys(), ...primitiveNames])}?`;
      report({ severity: 'error', code: 'schema-invalid', message: `field ${name}: ${type.message}`, fix, at: place });
      return undefined;
    }
    if (!markers.ok) {
      report({ severity: 'error', code: 'schema-invalid', message: `field ${name}: ${markers.message}`, at: place });
      return undefined;
    }
    if (markers.markers.default === undefined) return { name, type: type.type, markers: markers.markers, place };
    const fallback = convertDefault(markers.markers.default, type.type);
    if (fallback === undefined) {
      const message = `field ${name}: the default must be a valid ${showType(type.type)}, got ${markers.markers.default}`;
      report({ severity: 'error', code: 'schema-invalid', message, at: place });
      return undefined;
    }
    return { name, type: type.type, markers: markers.markers, fallback, place };
  }

  for (const name of Object.keys(own)) named(name);
  const spec = fields(raw.schema?.spec ?? {}, `${raw.metadata.name}.spec`);
  return { type: { name: `${raw.metadata.name}.spec`, fields: structFields(spec) }, fields: spec };
}

function structFields(fields: ReadonlyMap<string, SpecField>): Map<string, StructField> {
  return new Map(
    [...fields].map(([name, field]) => [
      name,
      {
        type: field.type,
        always: field.markers.required === true || field.fallback !== undefined,
        ...(field.markers.description === undefined ? {} : { description: field.markers.description }),
      },
    ]),
  );
}

function convertDefault(text: string, type: CelType): unknown {
  if (type.kind === 'string') return text;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  switch (type.kind) {
    case 'int':
      return Number.isSafeInteger(value) ? value : undefined;
    case 'double':
      return typeof value === 'number' ? value : undefined;
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'list':
      return Array.isArray(value) ? value : undefined;
    default:
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  }
}
