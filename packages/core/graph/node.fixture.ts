import { Unknown } from '../cel/unknown.ts';
import type { Kind } from '../kind/kind.ts';
import { startOf } from '../source/range.ts';
import type { Evaluation, ResourceNode, UnknownField } from './node.ts';
import type { World } from './world.ts';

/** A value of a resource, or how it follows from the world. */
export type Given = Readonly<Record<string, unknown>>;

/** The id of another resource, as an expression would read it. */
export function idOf(address: string): (world: World) => unknown {
  return (world) => world.computed(address, 'id');
}

/** A resource without manifest and blueprint. Its place is a file of its address. */
export function nodeAt(
  address: string,
  kind: Kind,
  given: Given = {},
  more: Partial<ResourceNode> = {},
): ResourceNode & { readonly place: NonNullable<ResourceNode['place']> } {
  return {
    address,
    parts: address.split('/'),
    kind,
    region: kind.scope === 'global' ? 'global' : 'eu',
    isProtected: false,
    manages: new Set(),
    evaluate: (world) => evaluated(given, world),
    notReady: () => undefined,
    placeOf: () => undefined,
    ...more,
    place: startOf(address),
  };
}

function evaluated(given: Given, world: World): Evaluation {
  const unknowns: UnknownField[] = [];
  const { value: fields, read } = world.reads(() => {
    const pairs = Object.entries(given).flatMap(([path, value]) => {
      try {
        return [[path, typeof value === 'function' ? value(world) : value] as const];
      } catch (error) {
        if (!(error instanceof Unknown)) throw error;
        unknowns.push({ path, expression: path, on: error.path });
        return [];
      }
    });
    return Object.fromEntries(pairs);
  });
  return { fields, unknowns, read: new Set(read), problems: [] };
}
