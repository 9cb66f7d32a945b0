import { isNode, type Node } from './document.ts';

/** A value, and the change by which it was made from a valid one. */
export interface Sample {
  readonly what: string;
  readonly value: unknown;
}

/** Texts for the contract's patterns, which generated texts would not match. */
const TEXTS = [
  'a',
  'abc',
  'A-z_9',
  'abcdefghijkl',
  '0123456789abcdefghijklmnopqrstuv',
  '#8250FF',
  'GTM-A1B2C3D4E5',
  'G-A1B2C3D4E5',
  'eu',
  'a'.repeat(32),
  '550e8400-e29b-41d4-a716-446655440000',
  'ann@example.com',
  'https://example.com/a',
  '2026-01-01T00:00:00Z',
  ...['png', 'jpeg', 'gif', 'ico', 'svg+xml'].map((type) => `data:image/${type};base64,QUJD`),
];

/** Makes values that a schema allows, and values with one mistake. */
export class Samples {
  readonly #document: Node;

  constructor(document: Node) {
    this.#document = document;
  }

  /** Valid values: with only the required fields and with all fields, for each alternative of the schema. */
  legal(schema: Node): unknown[] {
    return [...this.#values(schema, false, 0), ...this.#values(schema, true, 0)];
  }

  /**
   * Copies of a value with one mistake: at every depth a wrong type, a field too many or too few, or a violated bound.
   */
  *wrong(value: unknown, at = ''): Generator<Sample> {
    for (const other of [null, true, 7, 'x', [], {}, ['x'], { x: 1 }, 'x'.repeat(1100), '', -1, 1e12, 0.5]) {
      if (JSON.stringify(other) !== JSON.stringify(value)) {
        yield { what: `${at || '/'} = ${JSON.stringify(other).slice(0, 20)}`, value: other };
      }
    }
    if (Array.isArray(value)) {
      yield { what: `${at} 60 times`, value: Array.from({ length: 60 }, () => value[0]) };
      for (const [index, item] of value.entries()) {
        for (const { what, value: other } of this.wrong(item, `${at}/${index}`)) {
          yield { what, value: value.with(index, other) };
        }
      }
    } else if (isNode(value)) {
      yield { what: `${at} + unknown`, value: { ...value, unknown_field: 1 } };
      for (const key of Object.keys(value)) {
        const { [key]: part, ...rest } = value;
        yield { what: `${at} - ${key}`, value: rest };
        for (const { what, value: other } of this.wrong(part, `${at}/${key}`)) {
          yield { what, value: { ...value, [key]: other } };
        }
      }
    }
  }

  #values(schema: Node, full: boolean, depth: number): unknown[] {
    const node = this.#resolved(schema);
    for (const key of ['oneOf', 'anyOf']) {
      const options = node[key];
      if (!Array.isArray(options)) continue;
      const { [key]: _, ...rest } = node;
      const found = options.flatMap((option: Node) => this.#values(option, full, depth));
      const [own] = rest.properties || rest.allOf ? this.#values(rest, full, depth) : [];
      return found.map((value) => (isNode(value) && isNode(own) ? { ...own, ...value } : value));
    }
    if (Array.isArray(node.allOf)) {
      return [Object.assign({}, ...node.allOf.map((part: Node) => this.#values(part, full, depth)[0]))];
    }
    if (node.const !== undefined) return [node.const];
    if (Array.isArray(node.enum)) return [node.enum[0]];
    const type = Array.isArray(node.type)
      ? node.type[0]
      : (node.type ?? (node.properties || node.required ? 'object' : 'any'));
    switch (type) {
      case 'object':
        return this.#objects(node, full, depth);
      case 'array':
        return [isNode(node.items) ? this.#values(node.items, full, depth).slice(0, 1) : ['x']];
      case 'integer':
      case 'number':
        return [Math.min(Number(node.maximum ?? 100), Math.max(Number(node.minimum ?? 1), 1))];
      case 'boolean':
        return [true];
      case 'string':
        return [textFor(node)];
      default:
        return ['x'];
    }
  }

  #objects(node: Node, full: boolean, depth: number): unknown[] {
    const required = Array.isArray(node.required) ? node.required.map(String) : [];
    let found: Node[] = [{}];
    const properties = isNode(node.properties) ? node.properties : {};
    for (const name of new Set([...Object.keys(properties), ...required])) {
      const part = properties[name];
      const field = isNode(part) ? this.#resolved(part) : {};
      if (field.readOnly === true || !(full || required.includes(name))) continue;
      // Combinations of alternatives would be too many; each alternative occurs once.
      const values = this.#values(isNode(part) ? part : {}, full, depth + 1);
      const [first] = found;
      found = [
        ...found.map((one) => ({ ...one, [name]: values[0] })),
        ...values.slice(1).map((value) => ({ ...first, [name]: value })),
      ];
    }
    if (isNode(node.additionalProperties) && full) {
      const [value] = this.#values(node.additionalProperties, full, depth + 1);
      found = found.map((one) => ({ ...one, a: value }));
    }
    return found;
  }

  #resolved(schema: Node): Node {
    if (typeof schema.$ref !== 'string') return schema;
    const { $ref, ...beside } = schema;
    const found = $ref
      .split('/')
      .slice(1)
      .reduce<unknown>((value, key) => (isNode(value) ? value[key.replaceAll('~1', '/')] : undefined), this.#document);
    return isNode(found) ? { ...this.#resolved(found), ...beside } : {};
  }
}

function textFor({ pattern, format, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Node): string {
  const wanted: Readonly<Record<string, RegExp>> = {
    uuid: /^550e/,
    email: /@/,
    uri: /^(https|data):/,
    'date-time': /^2026/,
  };
  const found = TEXTS.find(
    (text) =>
      text.length >= Number(minLength) &&
      text.length <= Number(maxLength) &&
      (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text)) &&
      (typeof format !== 'string' || (wanted[format]?.test(text) ?? true)),
  );
  if (found === undefined) throw new Error(`no sample for ${pattern ?? format}`);
  return found;
}
