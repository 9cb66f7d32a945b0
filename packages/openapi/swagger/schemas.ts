import { isRecord } from '@konduct/core/value/record';
import { ConversionFailure } from './conversion-failure.ts';
import type { Json } from './json.ts';
import { missing, pointerOf, valueAt } from './pointers.ts';

/** The most values of a converted document: parts that Swagger 2 shares are partly repeated in OpenAPI 3. */
const mostValues = 2_000_000;

/** Converts schemas. A schema gets a name if references lead to it in a place that OpenAPI 3 does not have. */
export class Schemas {
  readonly #root: Json;
  readonly #definitions: Json;
  readonly #moved = new Map<string, { readonly name: string; readonly value: unknown }>();
  readonly #names: Set<string>;
  #next = 2;
  #values = 0;

  constructor(root: Json) {
    this.#root = root;
    this.#definitions = isRecord(root.definitions) ? root.definitions : {};
    this.#names = new Set(Object.keys(this.#definitions));
  }

  /** `components.schemas`. Must be called last, because until then schemas may get names. */
  components(): Json {
    const entries = Object.entries(this.#definitions).map(([name, value]) => [name, this.schema(value)] as const);
    // The map grows while it is walked.
    const moved = [...this.#movedSchemas()];
    return Object.fromEntries([...entries, ...moved]);
  }

  *#movedSchemas(): Generator<readonly [string, unknown]> {
    for (const { name, value } of this.#moved.values()) yield [name, this.schema(value)];
  }

  schema(value: unknown): unknown {
    if (!isRecord(value)) return this.data(value);
    this.#spend();
    if (typeof value.$ref === 'string') return { $ref: this.#reference(value.$ref, value) };
    const entries = Object.entries(value).flatMap(([key, member]) => this.#member(key, member));
    return Object.fromEntries(entries);
  }

  /** A reference to a schema in a part that OpenAPI 3 writes differently. */
  referenceTo(pointer: readonly string[], holder: Json): Json {
    const key = pointer.join('\n');
    const known = this.#moved.get(key);
    if (known) return { $ref: `#/components/schemas/${known.name}` };
    const value = valueAt(this.#root, pointer);
    if (value === undefined) throw missing(holder);
    if (isRecord(value) && typeof value.$ref === 'string' && pointerOf(value.$ref)?.[0] === 'definitions')
      return { $ref: this.#reference(value.$ref, value) };
    const plain = pointer.join('.').replace(/[^\w.-]+/g, '_');
    let name = plain;
    while (this.#names.has(name)) name = `${plain}_${this.#next++}`;
    this.#names.add(name);
    this.#moved.set(key, { name, value });
    return { $ref: `#/components/schemas/${name}` };
  }

  /** A value that is the same in both versions. Its values are counted. */
  data<T>(value: T): T {
    this.#spend();
    if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) this.data(member);
    return value;
  }

  #member(key: string, member: unknown): readonly (readonly [string, unknown])[] {
    switch (key) {
      case 'type':
        return member === 'file'
          ? [
              ['type', 'string'],
              ['format', 'binary'],
            ]
          : [[key, this.data(member)]];
      case 'x-nullable':
        return member === true ? [['nullable', true]] : [];
      case 'discriminator':
        return [[key, typeof member === 'string' ? { propertyName: member } : this.data(member)]];
      case 'collectionFormat':
        return [];
      case 'properties':
        if (!isRecord(member)) return [];
        return [[key, Object.fromEntries(Object.entries(member).map(([name, value]) => [name, this.schema(value)]))]];
      case 'items':
      case 'additionalProperties':
      case 'not':
        return [[key, this.schema(member)]];
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        return [[key, Array.isArray(member) ? member.map((item) => this.schema(item)) : this.data(member)]];
      default:
        return [[key, this.data(member)]];
    }
  }

  #reference(reference: string, holder: Json): unknown {
    const pointer = pointerOf(reference);
    if (!pointer || pointer[0] === 'components') return reference;
    // A part below a definition is below the schema with the same name.
    if (pointer[0] === 'definitions' && pointer.length > 1)
      return reference.replace('#/definitions/', '#/components/schemas/');
    return this.referenceTo(pointer, holder).$ref;
  }

  #spend(): void {
    this.#values += 1;
    if (this.#values <= mostValues) return;
    const message = `Written as OpenAPI 3 the specification has more than ${mostValues} values`;
    throw new ConversionFailure('file-too-large', message, undefined, 'Split the API.');
  }
}
