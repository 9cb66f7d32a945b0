import type { Format, Shape } from '../../../packages/simulator/rules/shape.ts';
import { type Node, nodeAt, nodesOf } from './document.ts';

/**
 * The formats that the simulator checks. Other formats in the contract have a pattern beside them or are in read-only
 * fields.
 */
const FORMATS: readonly string[] = ['uuid', 'email', 'uri', 'date-time'];

/**
 * Schemas with more rules than the contract has, because the real service has a rule of its own for them; by reference.
 */
const KNOWN: Readonly<Record<string, Shape>> = {
  '#/components/schemas/Labels': { kind: 'labels', deletable: false },
  '#/components/schemas/LabelsUpdate': { kind: 'labels', deletable: true, nullable: true },
};

/** Turns the schemas of one document into shapes. Each reference has one shape object, however often it is used. */
export class Shapes {
  readonly #document: Node;
  /** By reference, in an order in which each comes after those that it uses. */
  readonly named = new Map<string, Shape>();
  /** The shape inside a shape that only adds "required" or "may be null". */
  readonly marked = new Map<Shape, Shape>();
  readonly #open: string[] = [];

  constructor(document: Node) {
    this.#document = document;
  }

  /**
   * The shape of a schema.
   *
   * @throws Error for a keyword that no shape supports, so that no rule of the contract is dropped silently
   */
  of(schema: Node): Shape {
    const shape = typeof schema.$ref === 'string' ? this.#referenced(schema.$ref) : this.#plain(schema);
    return schema.nullable === true ? this.#mark(shape, { nullable: true }) : shape;
  }

  #mark(shape: Shape, mark: { required: true } | { nullable: true }): Shape {
    const marked = { ...shape, ...mark };
    this.marked.set(marked, shape);
    return marked;
  }

  #referenced(reference: string): Shape {
    const known = KNOWN[reference] ?? this.named.get(reference);
    if (known !== undefined) return known;
    if (this.#open.includes(reference)) throw new Error(`${reference} contains itself`);
    this.#open.push(reference);
    const shape = this.of(nodeAt(this.#document, reference));
    this.#open.pop();
    this.named.set(reference, shape);
    return shape;
  }

  #plain(schema: Node): Shape {
    const parts: Shape[] = [];
    const own = this.#own(schema);
    if (own !== undefined) parts.push(own);
    for (const part of nodesOf(schema.allOf)) parts.push(this.of(part));
    if (schema.oneOf !== undefined) parts.push(this.#oneOf(nodesOf(schema.oneOf), schema.discriminator));
    if (schema.anyOf !== undefined) {
      parts.push({ kind: 'either', options: nodesOf(schema.anyOf).map((option) => this.of(option)) });
    }
    const [only, ...more] = parts;
    if (only === undefined) return { kind: 'anything', nullable: true };
    return more.length === 0 ? only : { kind: 'both', parts };
  }

  /** The shape of the keywords beside `allOf`, `oneOf` and `anyOf`; undefined without any. */
  #own(schema: Node): Shape | undefined {
    const { type } = schema;
    if (Array.isArray(type)) return { kind: 'either', options: type.map((one) => this.of({ ...schema, type: one })) };
    if (schema.const !== undefined) return { kind: 'choice', choices: [schema.const] };
    if (Array.isArray(schema.enum)) return { kind: 'choice', choices: schema.enum };
    const combined = schema.allOf ?? schema.oneOf ?? schema.anyOf;
    if (type === 'object' || type === undefined) {
      const says = ['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties'];
      const any = says.some((keyword) => schema[keyword] !== undefined);
      if (!any && (type === undefined || combined !== undefined)) return undefined;
      return this.#object(schema);
    }
    const { minimum: min, maximum: max } = schema;
    switch (type) {
      case 'boolean':
        return { kind: 'flag' };
      case 'integer':
        return { kind: 'whole', ...numbers({ min, max }) };
      case 'number':
        return { kind: 'number', ...numbers({ min, max }) };
      case 'string':
        return textOf(schema);
      case 'array': {
        const items: Shape =
          schema.items === undefined ? { kind: 'anything', nullable: true } : this.of(nodeOf(schema.items));
        const limits = numbers({ min: schema.minItems, max: schema.maxItems });
        return { kind: 'list', items, ...limits, ...(schema.uniqueItems === true ? { unique: true } : {}) };
      }
      default:
        throw new Error(`no shape for the type ${JSON.stringify(type)}`);
    }
  }

  #object(schema: Node): Shape {
    const { properties, additionalProperties: rest, minProperties: min, maxProperties: max } = schema;
    if (properties === undefined && typeof rest === 'object') {
      return { kind: 'map', values: this.of(nodeOf(rest)), ...numbers({ min, max }) };
    }
    if (typeof rest === 'object' && rest !== null && Object.keys(rest).length > 0) {
      throw new Error('no shape for an object with fields and a schema for all others');
    }
    const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
    const fields: Record<string, Shape> = {};
    for (const [name, field] of Object.entries(properties === undefined ? {} : nodeOf(properties))) {
      const part = nodeOf(field);
      // Clients do not send read-only values.
      if (this.#readOnly(part)) continue;
      const shape = this.of(part);
      fields[name] = required.includes(name) ? this.#mark(shape, { required: true }) : shape;
    }
    for (const name of required) {
      if (properties !== undefined && name in nodeOf(properties)) continue;
      fields[name] ??= this.#mark({ kind: 'anything', nullable: true }, { required: true });
    }
    return { kind: 'record', fields, open: rest !== false, ...numbers({ min, max }) };
  }

  #readOnly(schema: Node): boolean {
    if (schema.readOnly === true) return true;
    return typeof schema.$ref === 'string' && this.#readOnly(nodeAt(this.#document, schema.$ref));
  }

  #oneOf(options: readonly Node[], discriminator: unknown): Shape {
    const shapes = options.map((option) => this.of(option));
    if (discriminator === undefined) return { kind: 'either', options: shapes, exactly: true };
    const { propertyName, mapping } = nodeOf(discriminator);
    const byValue = Object.entries(nodeOf(mapping)).map(([value, $ref]) => [value, this.of({ $ref })] as const);
    return {
      kind: 'either',
      options: shapes,
      by: { field: String(propertyName), shapes: Object.fromEntries(byValue) },
    };
  }
}

function textOf({ minLength: min, maxLength: max, pattern, format }: Node): Shape {
  const known = typeof format === 'string' && FORMATS.includes(format) && pattern === undefined;
  return {
    kind: 'text',
    ...numbers({ min, max }),
    ...(typeof pattern === 'string' ? { pattern: new RegExp(pattern, 'u') } : {}),
    ...(known ? { format: format as Format } : {}),
  };
}

/** The values that are numbers. */
function numbers<Name extends string>(values: Readonly<Record<Name, unknown>>): { [name in Name]?: number } {
  const found = Object.entries(values).filter(([, value]) => typeof value === 'number');
  return Object.fromEntries(found) as { [name in Name]?: number };
}

function nodeOf(value: unknown): Node {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not a schema');
  return value as Node;
}
