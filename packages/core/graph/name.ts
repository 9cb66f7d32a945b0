import { type NameOfReferred, titleOf } from '../kind/title.ts';
import { valueAt } from '../value/value-at.ts';
import type { Evaluation, ResourceNode } from './node.ts';

type Known = Pick<Evaluation, 'fields' | 'unknowns'>;

/**
 * The name of a resource for people: its kind's title, its name, or a readable value that identifies it.
 *
 * @param nameAt the name of what is at an address, for fields that hold its id
 */
export function nameOf(node: ResourceNode, known: Known, nameAt: (address: string) => string | undefined): string {
  return titleOf(node.kind, known.fields, namesIn(known, nameAt)) ?? fallbackName(node);
}

/** The key of the item that a resource without a name is made for. */
export function fallbackName({ parts, address }: ResourceNode): string {
  return parts.at(-2) ?? address;
}

/**
 * The names of the objects that fields name by their ids, known or not.
 *
 * @param nameAt the name of what is at an address
 * @param nameOfId the name of what has an id, where that is known
 */
export function namesIn(
  { fields, unknowns }: Known,
  nameAt: (address: string) => string | undefined,
  nameOfId: (id: string) => string | undefined = () => undefined,
): NameOfReferred {
  return (path) => {
    const unknown = unknowns.find((candidate) => candidate.path === path);
    if (unknown) return nameAt(unknown.on);
    const value = valueAt(fields, path);
    return typeof value === 'string' ? nameOfId(value) : undefined;
  };
}
