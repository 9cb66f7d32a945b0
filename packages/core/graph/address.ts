/**
 * The stable name of a resource in the graph: organization, environment, team, service key, resource id, as far as they
 * apply. It is made of the manifest's keys, never of names, so that changing a name is an update and not a new object.
 */
export type Address = readonly string[];

/** The address as people read and write it: parts joined by `/`, each percent-encoded. */
export function showAddress(address: Address): string {
  return address.map(encodePart).join('/');
}

/** Percent-encodes what would be ambiguous between parts, and nothing people can read as it is. */
function encodePart(part: string): string {
  return encodeURIComponent(part).replaceAll('%40', '@').replaceAll('%20', '+');
}
