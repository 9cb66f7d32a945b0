import type { ResourceNode } from '../graph/node.ts';
import type { Kind } from '../kind/kind.ts';
import { referralAt } from '../kind/referral.ts';
import { titleOf } from '../kind/title.ts';
import { isOwned } from '../observe/labels.ts';
import type { Observation, Sighting } from '../observe/observation.ts';
import type { Fields, ObservedObject } from '../provider/provider.ts';

/** One end of a link: the object that it joins, as far as that was read. */
export interface End {
  readonly path: string;
  readonly id: string;
  /** The name of the kind, if the link has it. */
  readonly kind: string | undefined;
  readonly sighting: Sighting | undefined;
  /** The resource that the object belongs to, if any. */
  readonly node: ResourceNode | undefined;
  /** Whether the object has our owner label, or gets it in this run. */
  readonly isOurs: boolean;
  /** Its region, as far as the link has it. */
  readonly region: string;
  /** Whether the object is gone: all lists that could have it were read, and Konnect did not find it by its id. */
  readonly isGone: boolean;
  /** Whether the link is ours even if this object is not. */
  readonly anybody: boolean;
  /** Whether the link is deleted with this end. */
  readonly goesAlong: boolean;
}

/** Finds the ends of links. */
export class Ends {
  readonly #observation: Observation;
  readonly #owners: ReadonlySet<string>;
  readonly #nodeOf: ReadonlyMap<ObservedObject, ResourceNode>;

  /** @param nodeOf the resources that objects belong to */
  constructor(
    observation: Observation,
    owners: ReadonlySet<string>,
    nodeOf: ReadonlyMap<ObservedObject, ResourceNode>,
  ) {
    this.#observation = observation;
    this.#owners = owners;
    this.#nodeOf = nodeOf;
  }

  /**
   * The ends of a link, in the order of its kind.
   *
   * @param region the region of the link
   */
  of(kind: Kind, fields: Fields, region: string): End[] {
    return (kind.links ?? []).flatMap(({ field, anybody = false, goesAlong = false }) => {
      const referral = referralAt(kind, fields, field);
      if (!referral) return [];
      const sighting = this.#observation.withId(referral.id);
      const node = sighting && this.#nodeOf.get(sighting.object);
      const isOurs = sighting !== undefined && (isOwned(sighting.object.labels, this.#owners) || isDeclared(node));
      const { id, kind: named } = referral;
      const where = referral.region ?? region;
      const isMissing = !sighting && named !== undefined && this.#observation.hasRead(named, where);
      const isGone = isMissing && this.#observation.beyondLists(id) !== 'there';
      return [{ path: field, id, kind: named, sighting, node, isOurs, region: where, isGone, anybody, goesAlong }];
    });
  }

  /** The name of the object that a field refers to, or undefined if it was not read. */
  nameAt(kind: Kind, fields: Fields, path: string): string | undefined {
    const referral = referralAt(kind, fields, path);
    if (!referral) return undefined;
    return this.nameOf(referral.id) ?? `${referral.kind ?? 'something'} ${referral.id}`;
  }

  /** The name of the object with an id, or undefined if it was not read. */
  nameOf(id: string): string | undefined {
    const sighting = this.#observation.withId(id);
    return sighting && this.title(sighting.kind, sighting.object.fields);
  }

  /** The name of an object for people. */
  title(kind: Kind, fields: Fields): string {
    const name = titleOf(kind, fields, (path) => this.nameAt(kind, fields, path));
    return name ?? String(fields.id ?? kind.name);
  }
}

/**
 * Whether an object without our label belongs to a resource all the same: a labelled one that is being taken over, or a
 * child of an object of ours, which has no labels.
 */
function isDeclared(node: ResourceNode | undefined): boolean {
  return node !== undefined && node.kind.ownership !== 'none';
}
