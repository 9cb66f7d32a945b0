import { functionTypeNames } from './functions.ts';
import { type CelType, celDyn, type StructType } from './type.ts';

/** Type names that the engine uses itself. One capital letter is a type parameter there. */
const takenNames = new Set([
  ...'string int uint double bool bytes null type dyn list map optional ast CelNamespace OptionalNamespace'.split(' '),
  'google.protobuf.Timestamp',
  'google.protobuf.Duration',
  ...functionTypeNames,
]);
const primitives: Readonly<Record<string, CelType>> = {
  string: { kind: 'string' },
  int: { kind: 'int' },
  double: { kind: 'double' },
  bool: { kind: 'bool' },
  null: { kind: 'null' },
};

/**
 * The names the structs of one environment have in the engine, which knows types by name only. A struct keeps its own
 * name if it can; two structs with one name get two.
 */
export class TypeNames {
  readonly #names: Map<StructType, string>;
  readonly #structs: Map<string, StructType>;
  readonly #added: StructType[] = [];

  /** Every struct that can be reached from `types`, each once, beside those of `known`, whose names stay. */
  constructor(types: Iterable<CelType>, known?: TypeNames) {
    this.#names = new Map(known ? known.#names : []);
    this.#structs = new Map(known ? known.#structs : []);
    const queue = [...types];
    for (let type = queue.pop(); type; type = queue.pop()) {
      if (type.kind === 'list' || type.kind === 'optional') queue.push(type.item);
      if (type.kind === 'map') queue.push(type.value);
      if (type.kind === 'struct' && !this.#names.has(type.struct)) {
        this.#add(type.struct);
        for (const field of type.struct.fields.values()) queue.push(field.type);
      }
    }
  }

  /** The structs that were not among those known. */
  get added(): readonly StructType[] {
    return this.#added;
  }

  /** The engine's name for `type`. */
  show(type: CelType): string {
    switch (type.kind) {
      case 'list':
        return `list<${this.show(type.item)}>`;
      case 'map':
        return `map<string, ${this.show(type.value)}>`;
      case 'optional':
        return `optional<${this.show(type.item)}>`;
      case 'struct':
        return this.#names.get(type.struct) ?? 'dyn';
      default:
        return type.kind;
    }
  }

  /** The type the engine calls `name`. Bytes, timestamps and maps with other keys, which `CelType` lacks, are `dyn`. */
  parse(name: string): CelType {
    const primitive = Object.hasOwn(primitives, name) ? primitives[name] : undefined;
    if (primitive) return primitive;
    const struct = this.#structs.get(name);
    if (struct) return { kind: 'struct', struct };
    if (name === 'list') return { kind: 'list', item: celDyn };
    if (name === 'map') return { kind: 'map', value: celDyn };
    const [, outer, inner = ''] = /^(list|map|optional)<(.*)>$/.exec(name) ?? [];
    if (outer === 'list') return { kind: 'list', item: this.parse(inner) };
    if (outer === 'optional') return { kind: 'optional', item: this.parse(inner) };
    if (outer === 'map') {
      const comma = inner.indexOf(', ');
      const key = inner.slice(0, comma);
      // `K` is the key of an empty literal, `dyn` one computed: both are strings in the values we make.
      if (key === 'string' || key === 'dyn' || key === 'K')
        return { kind: 'map', value: this.parse(inner.slice(comma + 2)) };
    }
    return celDyn;
  }

  #add(struct: StructType): void {
    const clean = struct.name.replace(/[^\w.]/g, '_').replace(/^(?=\d)/, '_');
    const usable = clean.length > 1 && !takenNames.has(clean);
    let name = usable ? clean : `${clean}_`;
    for (let next = 2; this.#structs.has(name); next++) name = `${clean}_${next}`;
    this.#names.set(struct, name);
    this.#structs.set(name, struct);
    this.#added.push(struct);
  }
}
