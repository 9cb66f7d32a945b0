/**
 * The stable name of a resource in the graph: organization, environment, team, service key, resource id, as far as they
 * apply. It is made of the manifest's keys, never of names, so that changing a name is an update and not a new object.
 */
export type Address = readonly string[];

/** The address as people read and write it: parts joined by `/`, each percent-encoded. */
export function showAddress(address: Address): string {
  return address.map(encodePart).join('/');
}

/** Percent-encodes the characters that would be ambiguous between parts, and leaves all others readable. */
function encodePart(part: string): string {
  const encoded = part.isWellFormed() ? encodeURIComponent(part) : Array.from(part, encodeCharacter).join('');
  return encoded.replaceAll('%40', '@').replaceAll('%20', '+');
}

/** Half of a surrogate pair has no UTF-8 to encode; `%u` stands in no other encoding. */
function encodeCharacter(character: string): string {
  return character.isWellFormed() ? encodeURIComponent(character) : `%u${character.charCodeAt(0).toString(16)}`;
}

/**
 * An address for a sentence: with `/` for `%2F`, and so on. Two addresses may read alike, so that it identifies
 * nothing; a user who must write an address gets it from `showAddress`.
 */
export function readableAddress(address: string): string {
  try {
    return address
      .split('/')
      .map((part) => decodeURIComponent(part.replaceAll('+', ' ')))
      .join('/');
  } catch {
    // `%u` of half a surrogate pair.
    return address;
  }
}
