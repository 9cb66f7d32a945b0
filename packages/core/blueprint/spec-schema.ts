import { suggestName } from '../cel/suggestion.ts';
import { type CelType, celDyn, celStruct, type StructField } from '../cel/type.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { keyRangeOf, rangeOf } from '../source/origin.ts';
import { type SourceRange, startOf } from '../source/range.ts';
import { positionIn } from '../source/scalar.ts';
import type { SourceFile } from '../source/source-file.ts';
import { parseMarkers } from './marker.ts';
import type { RawBlueprint, RawFields } from './raw.ts';
import { type SpecField, type SpecStruct, withDefaults } from './spec.ts';
import { valueProblem } from './spec-value.ts';
import { primitiveNames, resolveType, showSchemaType } from './type-expression.ts';

/**
 * Resolves the `schema` of a blueprint: its own types, and the fields of its spec with markers and defaults. `known` are
 * the types it may use without defining them.
 */
export function specSchema(
  raw: RawBlueprint,
  file: SourceFile,
  known: ReadonlyMap<string, CelType>,
  report: (diagnostic: Diagnostic) => void,
): SpecStruct {
  return new SchemaReader(raw, file, known, report).read();
}

class SchemaReader {
  readonly #raw: RawBlueprint;
  readonly #file: SourceFile;
  readonly #own: Readonly<Record<string, RawFields>>;
  readonly #known: ReadonlyMap<string, CelType>;
  readonly #report: (diagnostic: Diagnostic) => void;
  readonly #resolved = new Map<string, CelType>();
  readonly #resolving: string[] = [];

  constructor(
    raw: RawBlueprint,
    file: SourceFile,
    known: ReadonlyMap<string, CelType>,
    report: (diagnostic: Diagnostic) => void,
  ) {
    this.#raw = raw;
    this.#file = file;
    this.#own = raw.schema?.types ?? {};
    this.#known = known;
    this.#report = report;
  }

  read(): SpecStruct {
    for (const name of Object.keys(this.#own)) this.#named(name);
    return this.#struct(this.#raw.schema?.spec ?? {}, `${this.#raw.metadata.name}.spec`);
  }

  /** The type of a name. A type that contains itself is reported once and is `dyn` from then on. */
  #named(name: string): CelType | undefined {
    const done = this.#resolved.get(name);
    if (done) return done;
    const definition = Object.hasOwn(this.#own, name) ? this.#own[name] : undefined;
    if (!definition) return this.#known.get(name);
    if (this.#resolving.includes(name)) {
      const circle = [...this.#resolving.slice(this.#resolving.indexOf(name)), name];
      this.#report(
        finding(
          'schema-invalid',
          `The type ${name} contains itself: ${circle.join(' -> ')}`,
          keyRangeOf(this.#own, name) ?? startOf(this.#file.path),
          { fix: 'Break the circle: values of such a type could never end.' },
        ),
      );
      return celDyn;
    }
    this.#resolving.push(name);
    const type = celStruct(this.#struct(definition, name));
    this.#resolving.pop();
    this.#resolved.set(name, type);
    return type;
  }

  #struct(definition: RawFields, name: string): SpecStruct {
    const members = new Map<string, SpecField>();
    for (const [key, value] of Object.entries(definition)) {
      const place = rangeOf(definition, key) ?? startOf(this.#file.path);
      const field =
        typeof value === 'string' ? this.#field(key, value, place) : this.#nested(key, value, place, `${name}.${key}`);
      members.set(key, field);
    }
    return { name, members, fields: new Map([...members.values()].map((field) => [field.name, structField(field)])) };
  }

  /** An object is there without being mentioned if its defaults are enough to make one. */
  #nested(name: string, definition: RawFields, place: SourceRange, path: string): SpecField {
    const struct = this.#struct(definition, path);
    const type = celStruct(struct);
    const members = [...struct.members.values()];
    const required = members.some((field) => field.markers.required === true);
    const fallback = members.some((field) => field.fallback !== undefined) ? withDefaults({}, type) : undefined;
    return { name, type, place, markers: required ? { required } : {}, ...(required ? {} : optional(fallback)) };
  }

  /** A field that cannot be understood is reported, and can be anything, so that its uses are not reported as well. */
  #field(name: string, source: string, place: SourceRange): SpecField {
    const bar = source.indexOf('|');
    const typeText = bar < 0 ? source : source.slice(0, bar);
    const type = resolveType(typeText, (each) => this.#named(each));
    if (!type.ok) {
      const start = type.name === undefined ? 0 : typeText.lastIndexOf(type.name);
      const end = type.name === undefined ? typeText.trimEnd().length : start + type.name.length;
      const names = [...Object.keys(this.#own), ...this.#known.keys(), ...primitiveNames];
      this.#problem(`${type.message}, in the field ${name}`, source, place, start, end, {
        fix: type.name === undefined ? type.fix : suggestName(type.name, names),
      });
      return { name, type: celDyn, markers: {}, place };
    }
    const { markers, problems } = parseMarkers(bar < 0 ? '' : source.slice(bar + 1), type.type);
    for (const { message, fix, start, end } of problems) {
      this.#problem(`${message}, in the field ${name}`, source, place, bar + 1 + start, bar + 1 + end, { fix });
    }
    const field: SpecField = { name, type: type.type, markers, place };
    return markers.default === undefined ? field : { ...field, ...this.#fallback(field, markers.default, source) };
  }

  #fallback(field: SpecField, written: string, source: string): { fallback?: unknown } {
    const { name, type, place } = field;
    const value = type.kind === 'string' ? written : parseJson(written);
    const problem =
      value === undefined
        ? `must be of type ${showSchemaType(type)} and is ${written}`
        : valueProblem(value, { ...field, type });
    if (problem === undefined) return { fallback: withDefaults(value, type) };
    const start = source.search(/\bdefault=/);
    this.#problem(`The default of the field ${name} ${problem}`, source, place, start, start + 'default'.length, {
      fix:
        value === undefined ? 'Write it as JSON, in quotation marks if it has spaces.' : 'Give it one that is allowed.',
    });
    return {};
  }

  #problem(
    message: string,
    source: string,
    place: SourceRange,
    start: number,
    end: number,
    { fix }: { fix?: string | undefined },
  ): void {
    const at = {
      file: place.file,
      start: positionIn(this.#file, place, source, start),
      end: positionIn(this.#file, place, source, end),
    };
    this.#report(finding('schema-invalid', message, at, { fix }));
  }
}

function structField(field: SpecField): StructField {
  const { type, markers, fallback } = field;
  return {
    type,
    always: markers.required === true || fallback !== undefined,
    ...(markers.description === undefined ? {} : { description: markers.description }),
  };
}

function optional(fallback: unknown): Pick<SpecField, 'fallback'> {
  return fallback === undefined ? {} : { fallback };
}

/** The value of JSON text, or undefined for any other text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
