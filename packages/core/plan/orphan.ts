import type { Observation } from '../observe/observation.ts';
import { addressLabel, ownerLabel } from '../provider/ownership.ts';
import type { ObservedObject } from '../provider/provider.ts';

/**
 * Objects that carry our label for something nobody declares any more, by kind and name, sorted. They are counted, never
 * touched. Only what was read is looked at: a kind nothing is declared of in a region is not read for this alone.
 *
 * @param declared the region and the address label of everything the manifests declare
 * @param taken the objects that resources stand for, also under an address that they are only about to get
 */
export function orphansIn(
  observation: Observation,
  owner: string,
  declared: ReadonlySet<string>,
  taken: ReadonlySet<ObservedObject>,
): string[] {
  const orphans: string[] = [];
  for (const { kind, region, object } of observation.all()) {
    if (object.labels[ownerLabel] !== owner || taken.has(object)) continue;
    const address = object.labels[addressLabel];
    if (address !== undefined && declared.has(`${region} ${address}`)) continue;
    orphans.push(`${kind.name} ${String(object.fields.name ?? object.fields.id)}`);
  }
  return orphans.sort();
}
