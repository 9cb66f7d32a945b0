import type { ResourceNode } from '../graph/node.ts';
import type { Kind } from '../kind/kind.ts';
import { referralAt } from '../kind/referral.ts';
import { titleOf } from '../kind/title.ts';
import { isOwned } from '../observe/labels.ts';
import type { Observation, Sighting } from '../observe/observation.ts';
import type { Fields, ObservedObject } from '../provider/provider.ts';

/** One end of a link that was seen: the object it joins, as far as that was seen too. */
export interface End {
  readonly path: string;
  readonly id: string;
  /** The name of the kind, where the link says it. */
  readonly kind: string | undefined;
  readonly sighting: Sighting | undefined;
  /** The resource that the object stands for, where one does. */
  readonly node: ResourceNode | undefined;
  /** The object carries our owner label, or is to get it in this run. */
  readonly isOurs: boolean;
  /** Where it is, as far as the link says. */
  readonly region: string;
  /** Everything of its kind was read where it should be, and it is not there, nor did Konnect say otherwise when asked for it. */
  readonly isGone: boolean;
  /** The link is ours whoever's object this is. */
  readonly anybody: boolean;
  /** The link goes when this end is deleted. */
  readonly goesAlong: boolean;
}

/** Looks at what links join. */
export class Ends {
  readonly #observation: Observation;
  readonly #owners: ReadonlySet<string>;
  readonly #nodeOf: ReadonlyMap<ObservedObject, ResourceNode>;

  /** @param nodeOf the resources that objects stand for */
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
   * @param region where the link is
   */
  of(kind: Kind, fields: Fields, region: string): End[] {
    return (kind.links ?? []).flatMap(({ field, anybody = false, goesAlong = false }) => {
      const referral = referralAt(kind, fields, field);
      if (!referral) return [];
      const sighting = this.#observation.withId(referral.id);
      const node = sighting && this.#nodeOf.get(sighting.object);
      const isOurs = sighting !== undefined && (isOwned(sighting.object.labels, this.#owners) || isTakenOver(node));
      const { id, kind: named } = referral;
      const where = referral.region ?? region;
      const isMissing = !sighting && named !== undefined && this.#observation.hasRead(named, where);
      const isGone = isMissing && this.#observation.beyondLists(id) !== 'there';
      return [{ path: field, id, kind: named, sighting, node, isOurs, region: where, isGone, anybody, goesAlong }];
    });
  }

  /** What people call the object that a field of another one names, or undefined where it was not seen. */
  nameAt(kind: Kind, fields: Fields, path: string): string | undefined {
    const referral = referralAt(kind, fields, path);
    if (!referral) return undefined;
    return this.nameOf(referral.id) ?? `${referral.kind ?? 'something'} ${referral.id}`;
  }

  /** What people call the object with an id, or undefined where it was not seen. */
  nameOf(id: string): string | undefined {
    const sighting = this.#observation.withId(id);
    return sighting && this.title(sighting.kind, sighting.object.fields);
  }

  /** What people call an object. */
  title(kind: Kind, fields: Fields): string {
    const name = titleOf(kind, fields, (path) => this.nameAt(kind, fields, path));
    return name ?? String(fields.id ?? kind.name);
  }
}

/** Whether a resource stands for a labelled object that does not carry our label yet. */
function isTakenOver(node: ResourceNode | undefined): boolean {
  return node?.kind.ownership === 'labels';
}
