import { isRecord } from '@konduct/core/value/record';
import { type Locator, placeOf, resolve } from './locator.ts';
import type { Target } from './reference.ts';

type Json = Readonly<Record<string, unknown>>;

/** A part that the document has under a name, in whatever file it is. */
export interface Entry {
  readonly section: readonly string[];
  readonly name: string;
  readonly value: unknown;
  /** The place of the entry. */
  readonly at: Target;
}

/** The sections of a document with named parts. */
const sections: readonly (readonly string[])[] = [
  ['definitions'],
  ['parameters'],
  ['responses'],
  ...[
    'schemas',
    'responses',
    'parameters',
    'examples',
    'requestBodies',
    'headers',
    'links',
    'callbacks',
    'securitySchemes',
  ].map((name) => ['components', name]),
];

/** All named parts of the document. `components` and each of its sections may be in another file. */
export async function* ownEntries(path: string, root: Json, locator: Locator): AsyncGenerator<Entry> {
  for (const section of sections) {
    let layers: readonly Layer[] = [{ value: root, at: { location: path, pointer: [] } }];
    for (const key of section) layers = await below(layers, key, locator);
    for (const { value, at } of layers) {
      for (const [name, entry] of Object.entries(value)) {
        if (name !== '$ref') yield { section, name, value: entry, at: inside(at, name) };
      }
    }
  }
}

/** An object and its place. A section that refers to another one has two of these, its own members first. */
interface Layer {
  readonly value: Json;
  readonly at: Target;
}

async function below(layers: readonly Layer[], key: string, locator: Locator): Promise<readonly Layer[]> {
  const holder = layers.find(({ value }) => Object.hasOwn(value, key));
  const value = holder?.value[key];
  return holder && isRecord(value) ? layersOf({ value, at: inside(holder.at, key) }, locator) : [];
}

async function layersOf(layer: Layer, locator: Locator, steps = 0): Promise<readonly Layer[]> {
  const { $ref: reference } = layer.value;
  if (typeof reference !== 'string' || steps > 32) return [layer];
  const place = placeOf(layer.value, '$ref', layer.at.location);
  const { target, value } = await locator.locate(resolve(reference, layer.at.location, place), place);
  return isRecord(value) ? [layer, ...(await layersOf({ value, at: target }, locator, steps + 1))] : [layer];
}

function inside({ location, pointer }: Target, key: string): Target {
  return { location, pointer: [...pointer, key] };
}
