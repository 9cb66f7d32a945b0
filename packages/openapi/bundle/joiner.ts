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
import { idOf, knowsIds, meansTheSame, type SchemaId } from './schema-id.ts';
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
  /** The nearest `$id` above it in the same file, in a document that knows `$id`. */
  readonly id?: SchemaId | undefined;
}

/** Copies a document together with the parts that it refers to in other files. */
export class Joiner {
  readonly #path: string;
  readonly #root: Readonly<Json>;
  readonly #locator: Locator;
  readonly #names = new ComponentNames();
  readonly #places = new OutputPlaces();
  readonly #documents: Documents;
  readonly #swagger: boolean;
  readonly #knowsIds: boolean;
  #values = 0;
  #changed = false;
  /** The first reference of the document itself that an `$id` above it gives another meaning. */
  #ownId: BundleFailure | undefined;
  /** Those that something below refers relative to. */
  readonly #usedIds = new Set<SchemaId>();

  constructor(path: string, root: unknown, documents: Documents) {
    this.#path = path;
    this.#root = isRecord(root) ? root : {};
    this.#documents = documents;
    this.#locator = new Locator(documents);
    this.#swagger = this.#root.swagger !== undefined;
    this.#knowsIds = knowsIds(this.#root);
  }

  /** Whether anything outside of the document was taken into it, or something in it refers to it by its file's name. */
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
        id: await this.#idAbove(target),
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
    if (this.#changed && this.#ownId) throw this.#ownId;
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
    const id = position === 'schema' ? await this.#idOf(value, base, context.id) : undefined;
    const copy = await this.#object(value, id ? { ...context, id } : context);
    // References below it are written as references of the joined document now.
    if (id && base !== this.#path && this.#usedIds.has(id) && isRecord(copy)) delete (copy as Json).$id;
    return copy;
  }

  async #object(value: Readonly<Json>, context: Context): Promise<unknown> {
    const isReference = context.position !== 'data' && typeof value.$ref === 'string' && Object.hasOwn(value, '$ref');
    return isReference ? this.#reference(value, String(value.$ref), context) : this.#members(value, context);
  }

  async #idOf(schema: Readonly<Json>, base: string, above?: SchemaId): Promise<SchemaId | undefined> {
    const text = this.#knowsIds ? idOf(schema) : undefined;
    if (text === undefined) return undefined;
    const isOfFile = (await this.#documents.get(base, base)) === schema;
    return { text, place: placeOf(schema, '$id', base), isOfFile, above };
  }

  /** The `$id` of the file that a part of it is taken from. */
  async #idAbove({ location, pointer }: Target): Promise<SchemaId | undefined> {
    const root = location === this.#path || pointer.length === 0 ? undefined : await this.#documents.get(location, '');
    return isRecord(root) ? this.#idOf(root, location) : undefined;
  }

  /** Says no to a reference that an `$id` above it gives another meaning than the files do. */
  async #checkId(reference: string, location: string, place: string, { base, id }: Context): Promise<void> {
    for (let used = id; used; used = used.above) this.#usedIds.add(used);
    if (!id || meansTheSame(reference, id, base, location, await this.#documents.get(location, place))) return;
    const failure = underId(reference, place, id);
    if (base !== this.#path) throw failure;
    this.#ownId ??= failure;
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
    const located = await this.#locate(reference, place, context);
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

  /** Where a reference leads; the text to write for one that leads to a place of the document itself. */
  async #locate(reference: string, place: string, context: Context): Promise<string | Located> {
    const { base } = context;
    const local = this.#ownFragment(reference, place, base);
    if (base === this.#path && local.startsWith('#') && !/^#(?:\/|$|[A-Za-z_])/.test(local)) return local;
    const wanted = resolve(local, base, place);
    await this.#checkId(reference, wanted.location, place, context);
    if (base === this.#path && wanted.location === base) {
      // A local reference stays as it is, even if it leads nowhere, unless it goes through an entry that is in another
      // file.
      const known = await this.#locator.locate(wanted, place).catch(ifMissing);
      if (!known || known.target.location === base) return local;
      const pointer = this.#names.known(known.target);
      return pointer ? localReference(pointer) : known;
    }
    const located = await this.#locator.locate(wanted, place);
    return located.target.location === this.#path ? localReference(located.target.pointer) : located;
  }

  /** A reference of the document to itself by its file's name, as `#…`. Any other stays as it is. */
  #ownFragment(reference: string, place: string, base: string): string {
    if (base !== this.#path || reference.startsWith('#')) return reference;
    if (resolve(reference, base, place).location !== base) return reference;
    this.#changed = true;
    const hash = reference.indexOf('#');
    return hash < 0 ? '#' : reference.slice(hash);
  }

  /** A discriminator may name schemas by file. */
  async #mapping(mapping: Readonly<Json>, copy: Json, context: Context): Promise<void> {
    const { base } = context;
    const written: Json = {};
    for (const [key, text] of Object.entries(mapping)) {
      const isReference = isMappedReference(text) && !isName(text, 'discriminator', base === this.#path);
      const linked = isReference ? await this.#link(text, placeOf(mapping, key, base), context) : text;
      setOwn(written, key, linked);
    }
    setOwn(copy, 'mapping', written);
  }

  /** The place of a schema, which gets a name if it has none. */
  async #link(reference: string, place: string, context: Context): Promise<string> {
    const located = await this.#locate(reference, place, context);
    if (typeof located === 'string') return located;
    this.#changed = true;
    const pointer = this.#names.pointerTo(located.target, sectionOf('schema', this.#swagger), 'schema');
    return localReference(pointer ?? located.target.pointer);
  }

  async #dynamicReferences(value: Readonly<Json>, copy: Json, context: Context): Promise<void> {
    const { base } = context;
    for (const key of ['$dynamicRef', '$recursiveRef']) {
      const written = value[key];
      if (typeof written !== 'string') continue;
      const place = placeOf(value, key, base);
      const reference = this.#ownFragment(written, place, base);
      if (reference !== written) setOwn(copy, key, reference);
      if (reference === '#' || /^#[^/]/.test(reference)) continue;
      if (!reference.startsWith('#/')) {
        const message = `${place} has the ${key} ${JSON.stringify(reference.slice(0, 200))}, which leads to another file`;
        throw new BundleFailure('reference-unsupported', message, 'Use a $ref.');
      }
      setOwn(copy, key, await this.#link(reference, place, context));
    }
  }

  /** Where an operation of another file will stand is known when everything is written. */
  async #operationReference(value: Readonly<Json>, copy: Json, context: Context): Promise<void> {
    const { base } = context;
    const { operationRef: reference } = value;
    if (typeof reference !== 'string' || isName(reference, 'link', base === this.#path)) return;
    const place = placeOf(value, 'operationRef', base);
    const located = await this.#locate(reference, place, context);
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

function underId(reference: string, place: string, id: SchemaId): BundleFailure {
  const message = `${place} has the $ref ${JSON.stringify(reference.slice(0, 200))} below the $id ${JSON.stringify(id.text.slice(0, 200))} (${id.place}), which changes what it means`;
  const fix = 'Remove the $id, or give the file that is meant the $id that the $ref leads to.';
  return new BundleFailure('reference-unsupported', message, fix);
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
