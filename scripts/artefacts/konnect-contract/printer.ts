import type { Shape } from '../../../packages/simulator/rules/shape.ts';
import type { Shapes } from './shape-of.ts';

/** Prints shapes as calls of the functions that make them. A named shape is printed once. */
export class Printer {
  /** One constant for each named shape, in an order in which each comes after those that it uses. */
  readonly constants: string[] = [];
  readonly #marked: ReadonlyMap<Shape, Shape>;
  readonly #names = new Map<Shape, string>();
  readonly #builders = new Set<string>();

  constructor({ named, marked }: Shapes) {
    this.#marked = marked;
    for (const [reference, shape] of named) {
      const name = `$${reference.split('/').at(-1)?.replace(/\W/g, '_')}`;
      this.constants.push(`const ${name}: Shape = ${this.print(shape)};`);
      this.#names.set(shape, name);
    }
  }

  /** The functions that the printed code calls. */
  builders(): string[] {
    return [...this.#builders].sort();
  }

  print(shape: Shape): string {
    const name = this.#names.get(shape);
    if (name !== undefined) return name;
    const base = this.#marked.get(shape);
    if (base !== undefined) {
      const mark = shape.required && !base.required ? 'required' : 'nullable';
      return this.#call(mark, this.print(base));
    }
    switch (shape.kind) {
      case 'anything':
        return this.#call('anything');
      case 'labels':
        return this.#call(shape.deletable ? 'labelsUpdate' : 'labels');
      case 'flag':
        return this.#call('flag');
      case 'text': {
        const { min, max, pattern, format } = shape;
        return this.#call('text', rules({ min, max, pattern: pattern?.toString(), format: format && `'${format}'` }));
      }
      case 'whole':
      case 'number':
        return this.#call(shape.kind, rules({ min: shape.min, max: shape.max }));
      case 'choice':
        return this.#call('choice', ...shape.choices.map((choice) => JSON.stringify(choice)));
      case 'list': {
        const { items, min, max, unique } = shape;
        return this.#call('list', this.print(items), rules({ min, max, unique }));
      }
      case 'map':
        return this.#call('mapOf', this.print(shape.values), rules({ min: shape.min, max: shape.max }));
      case 'record':
        return this.#call(
          shape.open ? 'openRecord' : 'record',
          this.#shapes(shape.fields),
          rules({ min: shape.min, max: shape.max }),
        );
      case 'either': {
        if (shape.by !== undefined) return this.#call('oneOfBy', `'${shape.by.field}'`, this.#shapes(shape.by.shapes));
        return this.#call(shape.exactly ? 'oneOf' : 'anyOf', ...shape.options.map((option) => this.print(option)));
      }
      case 'both':
        return this.#call('allOf', ...shape.parts.map((part) => this.print(part)));
    }
  }

  #shapes(shapes: Readonly<Record<string, Shape>>): string {
    const fields = Object.entries(shapes).map(([name, part]) => `${key(name)}: ${this.print(part)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }

  #call(builder: string, ...parts: readonly string[]): string {
    this.#builders.add(builder);
    return `${builder}(${parts.filter((part) => part !== '').join(', ')})`;
  }
}

/** The rules that are set, as an object; empty without any. */
function rules(values: Readonly<Record<string, unknown>>): string {
  const set = Object.entries(values).filter(([, value]) => value !== undefined);
  return set.length === 0 ? '' : `{ ${set.map(([name, value]) => `${name}: ${value}`).join(', ')} }`;
}

function key(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name);
}
