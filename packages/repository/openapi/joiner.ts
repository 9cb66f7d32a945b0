import { itemOf, memberOf, type Position, sectionOf } from '@konduct/core/document/position';
import { rangeOf } from '@konduct/core/source/origin';
import { ComponentNames } from './component-names.ts';
import { BundleFailure, type Documents } from './documents.ts';
import { localReference, resolveReference, type Target } from './reference.ts';

type Json = Record<string, unknown>;

/** How many values a joined document may hold, and how deeply what has no home may be written into each other. */
const limits = { values: 2_000_000, nesting: 64 };

/** Copies a document, and with it what it refers to elsewhere. */
export class Joiner {
  readonly #path: string;
  readonly #root: Json;
  readonly #documents: Documents;
  readonly #names: ComponentNames;
  readonly #swagger: boolean;
  #values = 0;
  #changed = false;

  constructor(path: string, root: unknown, documents: Documents) {
    this.#path = path;
    this.#root = isRecord(root) ? root : {};
    this.#documents = documents;
    this.#swagger = this.#root.swagger !== undefined;
    this.#names = new ComponentNames(this.#root);
  }

  /** Whether anything outside of the document was taken into it. */
  get changed(): boolean {
    return this.#changed;
  }

  async join(): Promise<unknown> {
    this.#nameOwnComponents();
    const joined = (await this.#copy(this.#root, 'document', this.#path, [])) as Json;
    for (let next = this.#names.next(); next; next = this.#names.next()) {
      const { target, section, name, position } = next;
      const value = await this.#copy(await this.#valueAt(target, this.#path), position, target.location, []);
      let place = joined;
      for (const key of section) {
        if (!isRecord(place[key])) place[key] = {};
        place = place[key] as Json;
      }
      setOwn(place, name, value);
    }
    return joined;
  }

  /** What the document itself has under a name in `components`, by `$ref` to a file, is known by that name everywhere. */
  #nameOwnComponents(): void {
    for (const [section, name, value] of this.#names.own()) {
      if (typeof value.$ref !== 'string') continue;
      const target = resolveReference(value.$ref, this.#path);
      if (!('refused' in target) && target.location !== this.#path) this.#names.claim(target, [...section, name]);
    }
  }

  async #copy(value: unknown, position: Position, base: string, inside: readonly Target[]): Promise<unknown> {
    this.#values += 1;
    if (this.#values > limits.values)
      throw new BundleFailure('file-too-large', 'Written as one document it would be too large', 'Split the API.');
    if (Array.isArray(value)) {
      const items: unknown[] = [];
      for (const item of value) items.push(await this.#copy(item, itemOf(position), base, inside));
      return items;
    }
    if (!isRecord(value)) return value;
    if (position !== 'data' && typeof value.$ref === 'string')
      return this.#reference(value, value.$ref, position, base, inside);
    if (position === 'schema' && typeof value.$id === 'string')
      throw new BundleFailure(
        'reference-unsupported',
        `${placeOf(value, '$id', base)} has an $id, which changes what every $ref below it means`,
        'Remove the $id.',
      );
    const copy: Json = {};
    for (const [key, member] of Object.entries(value)) {
      const copied =
        position === 'discriminator' && key === 'mapping'
          ? await this.#mapping(member, base)
          : await this.#copy(member, memberOf(position, key), base, inside);
      setOwn(copy, key, copied);
    }
    return copy;
  }

  async #reference(
    value: Json,
    reference: string,
    position: Position,
    base: string,
    inside: readonly Target[],
  ): Promise<unknown> {
    const target = this.#resolve(reference, base, placeOf(value, '$ref', base));
    const siblings = async () => {
      const { $ref: _, ...rest } = value;
      return (await this.#copy(rest, position, base, inside)) as Json;
    };
    if (target.location === this.#path) {
      const local = base === this.#path ? reference : localReference(target.pointer);
      return { $ref: local, ...(await siblings()) };
    }
    this.#changed = true;
    const section = sectionOf(position, this.#swagger);
    // What stands under a name of the document's own is written there; everybody else refers to it.
    const isHome = this.#names.isHome(target, value);
    const home = isHome ? undefined : this.#names.pointerTo(target, section, position);
    if (home) {
      await this.#valueAt(target, placeOf(value, '$ref', base));
      return { $ref: localReference(home), ...(await siblings()) };
    }
    if (inside.length >= limits.nesting || inside.some((outer) => sameTarget(outer, target)))
      throw new BundleFailure(
        'reference-unsupported',
        `${placeOf(value, '$ref', base)} refers to what it is itself a part of`,
        'Give the part a name in components and refer to that.',
      );
    const found = await this.#valueAt(target, placeOf(value, '$ref', base));
    const written = await this.#copy(found, position, target.location, [...inside, target]);
    return isRecord(written) ? { ...written, ...(await siblings()) } : written;
  }

  /** A discriminator may name schemas by file. */
  async #mapping(mapping: unknown, base: string): Promise<unknown> {
    if (!isRecord(mapping)) return mapping;
    const copy: Json = {};
    for (const [key, value] of Object.entries(mapping)) {
      const isReference = typeof value === 'string' && /[#/]|\.(?:ya?ml|json)$/.test(value);
      const copied = isReference ? await this.#reference({ $ref: value }, value, 'schema', base, []) : value;
      setOwn(copy, key, isReference && isRecord(copied) ? copied.$ref : copied);
    }
    return copy;
  }

  #resolve(reference: string, base: string, place: string): Target {
    const target = resolveReference(reference, base);
    if (!('refused' in target)) return target;
    const message = `${place} has the $ref ${JSON.stringify(reference.slice(0, 200))}, which is refused: ${target.refused}`;
    throw new BundleFailure('reference-refused', message, 'Refer to a file of the same repository.');
  }

  async #valueAt(target: Target, from: string): Promise<unknown> {
    let value = await this.#documents.get(target.location, from);
    for (const part of target.pointer) {
      const next = Array.isArray(value)
        ? value[Number(part)]
        : isRecord(value) && Object.hasOwn(value, part)
          ? value[part]
          : undefined;
      if (next === undefined) {
        const message = `${from} refers to ${localReference(target.pointer)} of ${target.location}, which is not there`;
        throw new BundleFailure('reference-missing', message, 'Correct the $ref.');
      }
      value = next;
    }
    return value;
  }
}

function placeOf(value: object, key: string, base: string): string {
  const at = rangeOf(value, key) ?? rangeOf(value);
  return at ? `${base}:${at.start.line}` : base;
}

function sameTarget(a: Target, b: Target): boolean {
  return a.location === b.location && a.pointer.join('/') === b.pointer.join('/');
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets a member, so that `__proto__` is a key like any other. */
function setOwn(object: Json, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
