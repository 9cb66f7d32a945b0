import { ExactNumber } from '@konduct/core/source/exact-number';
import { yamlDepthLimit } from '@konduct/core/source/yaml-cost';
import { isRecord } from '@konduct/core/value/record';
import { itemOf, memberOf, type Position, sectionOf } from '../document/position.ts';
import { isMappedReference, leadsElsewhere } from '../document/references.ts';
import { ComponentNames } from './component-names.ts';
import { BundleFailure, type Documents } from './documents.ts';
import { type Located, Locator, placeOf, resolve } from './locator.ts';
import { type OutputPlace, OutputPlaces } from './output-places.ts';
import { localReference, type Target } from './reference.ts';
import { ownEntries } from './sections.ts';

type Json = Record<string, unknown>;

/**
 * The most values of a joined document, and the most levels of parts without a section that are written into each
 * other.
 */
const limits = { values: 2_000_000, nesting: 64 };

/** The position, origin and target of a value that is being copied. */
interface Context {
  readonly position: Position;
  readonly base: string;
  readonly to: OutputPlace;
  /** The number of levels above it in the joined document. */
  readonly depth: number;
  /** The parts without a section that are being written around it. */
  readonly inside: readonly Target[];
}

/** Copies a document together with the parts that it refers to in other files. */
export class Joiner {
  readonly #path: string;
  readonly #root: Readonly<Json>;
  readonly #locator: Locator;
  readonly #names = new ComponentNames();
  readonly #places = new OutputPlaces();
  readonly #swagger: boolean;
  #values = 0;
  #changed = false;
  /** The first place where an `$id` in the document changes the meaning of references. */
  #ownId: string | undefined;

  constructor(path: string, root: unknown, documents: Documents) {
    this.#path = path;
    this.#root = isRecord(root) ? root : {};
    this.#locator = new Locator(documents);
    this.#swagger = this.#root.swagger !== undefined;
  }

  /** Whether any part of another file was copied into the document. */
  get changed(): boolean {
    return this.#changed;
  }

  async join(): Promise<unknown> {
    await this.#nameOwnComponents();
    const joined = (await this.#copy(this.#root, {
      position: 'document',
      base: this.#path,
      to: undefined,
      depth: 0,
      inside: [],
    })) as Json;
    for (let next = this.#names.next(); next; next = this.#names.next()) {
      const { target, section, name, position } = next;
      const { value } = await this.#locator.locate(target, this.#path);
      const to = [...section, name].reduce<OutputPlace>((parent, key) => ({ parent, key }), undefined);
      const copy = await this.#copy(value, {
        position,
        base: target.location,
        to,
        depth: section.length + 1,
        inside: [],
      });
      let place = joined;
      for (const key of section) {
        if (!isRecord(place[key])) setOwn(place, key, {});
        place = place[key] as Json;
      }
      if (Object.hasOwn(place, name)) throw new Error(`${[...section, name].join('/')} would be written twice`);
      setOwn(place, name, copy);
    }
    this.#places.settle((target) => this.#names.known(target));
    if (this.#changed && this.#ownId !== undefined) throw hasId(this.#ownId);
    return joined;
  }

  /**
   * Records the names of the document's own entries, so that every reference uses them: also for an entry in another
   * file, and for an entry that is a `$ref` to a file.
   */
  async #nameOwnComponents(): Promise<void> {
    for await (const { section, name, value, at } of ownEntries(this.#path, this.#root, this.#locator)) {
      this.#names.take(section, name);
      if (!isRecord(value)) continue;
      const pointer = [...section, name];
      if (at.location !== this.#path) this.#names.claim(at, pointer, value);
      if (typeof value.$ref !== 'string') continue;
      const place = placeOf(value, '$ref', at.location);
      const wanted = resolve(value.$ref, at.location, place);
      if (wanted.location === this.#path) continue;
      const { target } = await this.#locator.locate(wanted, place);
      if (target.location !== this.#path) this.#names.claim(target, pointer, value);
    }
  }

  async #copy(value: unknown, context: Context): Promise<unknown> {
    this.#values += 1;
    if (this.#values > limits.values)
      throw new BundleFailure('file-too-large', 'Written as one document it would be too large', 'Split the API.');
    const { position, base, to, depth } = context;
    if (depth > yamlDepthLimit) throw tooDeep(base);
    if (Array.isArray(value)) {
      const items: unknown[] = [];
      for (const [index, item] of value.entries()) {
        const place = { parent: to, key: String(index) };
        items.push(await this.#copy(item, { ...context, position: itemOf(position), to: place, depth: depth + 1 }));
      }
      return items;
    }
    if (!isRecord(value) || value instanceof ExactNumber) return value;
    if (position !== 'data' && typeof value.$ref === 'string' && Object.hasOwn(value, '$ref'))
      return this.#reference(value, value.$ref, context);
    if (position === 'schema' && typeof value.$id === 'string') {
      const place = placeOf(value, '$id', base);
      if (base !== this.#path) throw hasId(place);
      this.#ownId ??= place;
    }
    return this.#members(value, context);
  }

  async #members(value: Readonly<Json>, context: Context): Promise<Json> {
    const { position, base, to, depth } = context;
    const copy: Json = {};
    for (const [key, member] of Object.entries(value)) {
      // An `$anchor` of another file is dropped: references to it are replaced by pointers.
      if (position === 'schema' && key === '$anchor' && base !== this.#path) continue;
      const inner = { ...context, position: memberOf(position, key), to: { parent: to, key }, depth: depth + 1 };
      const isPlain = typeof member !== 'object' || member === null;
      setOwn(copy, key, isPlain ? member : await this.#copy(member, inner));
    }
    if (position === 'discriminator' && isRecord(value.mapping)) await this.#mapping(value.mapping, copy, context);
    if (position === 'schema') await this.#dynamicReferences(value, copy, context);
    if (position === 'link') await this.#operationReference(value, copy, context);
    return copy;
  }

  async #reference(value: Readonly<Json>, reference: string, context: Context): Promise<unknown> {
    const { position, base, to, depth, inside } = context;
    const { $ref: _, ...rest } = value;
    const siblings = () => this.#members(rest, context);
    // A directive for Kong means the document that decK gets, whichever file it is in.
    if (position === 'directive' && reference.startsWith('#')) return { $ref: reference, ...(await siblings()) };
    const place = placeOf(value, '$ref', base);
    const located = await this.#locate(reference, base, place);
    if (typeof located === 'string') return { $ref: located, ...(await siblings()) };
    this.#changed = true;
    const { target } = located;
    // The document's own entry gets the value itself; all others refer to the entry.
    const home = this.#names.isHome(target, value)
      ? undefined
      : this.#names.pointerTo(target, sectionOf(position, this.#swagger), position);
    if (home) return { $ref: localReference(home), ...(await siblings()) };
    if (inside.some((outer) => sameTarget(outer, target)))
      throw new BundleFailure(
        'reference-unsupported',
        `${place} refers to what it is itself a part of`,
        'Give the part a name in components and refer to that.',
      );
    if (inside.length >= limits.nesting) throw tooDeep(base);
    this.#places.add(target, to);
    const written = await this.#copy(located.value, {
      position,
      base: target.location,
      to,
      depth,
      inside: [...inside, target],
    });
    return isRecord(written) ? { ...written, ...(await siblings()) } : written;
  }

  /** The target of a reference, or the text to write if it leads to a place of the document itself. */
  async #locate(reference: string, base: string, place: string): Promise<string | Located> {
    if (base === this.#path && reference.startsWith('#') && !/^#(?:\/|$|[A-Za-z_])/.test(reference)) return reference;
    const wanted = resolve(reference, base, place);
    if (base === this.#path && wanted.location === base) {
      // A local reference stays as it is, even if it leads nowhere, unless it goes through an entry that is in another
      // file.
      const known = await this.#locator.locate(wanted, place).catch(ifMissing);
      if (!known || known.target.location === base) return reference;
      const pointer = this.#names.known(known.target);
      return pointer ? localReference(pointer) : known;
    }
    const located = await this.#locator.locate(wanted, place);
    return located.target.location === this.#path ? localReference(located.target.pointer) : located;
  }

  /** Copies the mapping of a discriminator, which may name schemas by file. */
  async #mapping(mapping: Readonly<Json>, copy: Json, context: Context): Promise<void> {
    const { base } = context;
    const written: Json = {};
    for (const [key, text] of Object.entries(mapping)) {
      const isReference = isMappedReference(text) && !isName(text, 'discriminator', base === this.#path);
      const linked = isReference ? await this.#link(text, base, placeOf(mapping, key, base)) : text;
      setOwn(written, key, linked);
    }
    setOwn(copy, 'mapping', written);
  }

  /** The reference to a schema, which gets a name if it has none. */
  async #link(reference: string, base: string, place: string): Promise<string> {
    const located = await this.#locate(reference, base, place);
    if (typeof located === 'string') return located;
    this.#changed = true;
    const pointer = this.#names.pointerTo(located.target, sectionOf('schema', this.#swagger), 'schema');
    return localReference(pointer ?? located.target.pointer);
  }

  async #dynamicReferences(value: Readonly<Json>, copy: Json, { base }: Context): Promise<void> {
    for (const key of ['$dynamicRef', '$recursiveRef']) {
      const reference = value[key];
      if (typeof reference !== 'string' || reference === '#' || /^#[^/]/.test(reference)) continue;
      const place = placeOf(value, key, base);
      if (!reference.startsWith('#/')) {
        const message = `${place} has the ${key} ${JSON.stringify(reference.slice(0, 200))}, which leads to another file`;
        throw new BundleFailure('reference-unsupported', message, 'Use a $ref.');
      }
      setOwn(copy, key, await this.#link(reference, base, place));
    }
  }

  /** Copies a reference to an operation of another file. It is written last, when the operation's place is known. */
  async #operationReference(value: Readonly<Json>, copy: Json, { base }: Context): Promise<void> {
    const { operationRef: reference } = value;
    if (typeof reference !== 'string' || isName(reference, 'link', base === this.#path)) return;
    const place = placeOf(value, 'operationRef', base);
    const located = await this.#locate(reference, base, place);
    if (typeof located === 'string') return setOwn(copy, 'operationRef', located);
    this.#changed = true;
    this.#places.later(located.target, place, (text) => setOwn(copy, 'operationRef', text));
  }
}

/** Whether a text is copied unchanged: an address that tools do not follow, or a place of its own document. */
function isName(text: string, position: 'discriminator' | 'link', isRoot: boolean): boolean {
  if (text.startsWith('#')) return isRoot;
  const key = position === 'link' ? 'operationRef' : '';
  return !leadsElsewhere({ text, holder: {}, key, position });
}

function ifMissing(error: unknown): undefined {
  if (!(error instanceof BundleFailure) || error.code !== 'reference-missing') throw error;
}

function tooDeep(location: string): BundleFailure {
  const message = `Written as one document, what stands in ${location} would be nested too deeply`;
  return new BundleFailure('yaml-depth', message, 'Give the parts names in components and refer to those.');
}

function hasId(place: string): BundleFailure {
  const message = `${place} has an $id, which changes what every $ref below it means`;
  return new BundleFailure('reference-unsupported', message, 'Remove the $id.');
}

function sameTarget(a: Target, b: Target): boolean {
  return a.location === b.location && a.pointer.join('/') === b.pointer.join('/');
}

/** Sets a member, with `__proto__` as a key like any other. */
function setOwn(object: Json, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}
