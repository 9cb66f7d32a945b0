/** Something that is gone for good when an object is deleted. */
export interface Loss {
  /** In words that go with "cannot be undone:": `the portal's address`. */
  readonly what: string;
  /**
   * When an object has it. `always`: every object has it. `contents`: the object has it if it holds something under one
   * of these names of its kind's `contents`. `fields`: it has it if each field has one of the values. `unknown`: only
   * requests that no plan makes could tell.
   */
  readonly has:
    | 'always'
    | 'unknown'
    | { readonly contents: readonly string[] }
    | { readonly fields: Readonly<Record<string, readonly unknown[]>> };
}

/**
 * What cannot be undone about the deletion of an object, as far as it is known. What the object may have and what was not
 * looked at ends with "if any"; what it certainly has not is left out.
 *
 * @param fields of the object as it was observed
 * @param contents what the object holds that is not ours; undefined where it was not read
 */
export function lossesOf(
  losses: readonly Loss[],
  fields: Readonly<Record<string, unknown>>,
  contents: readonly { readonly noun: string; readonly names: readonly string[] }[] | undefined,
): string[] {
  return losses.flatMap(({ what, has }) => {
    if (has === 'always') return [what];
    if (has === 'unknown') return [`${what}, if any`];
    if ('fields' in has)
      return Object.entries(has.fields).every(([name, values]) => values.includes(fields[name])) ? [what] : [];
    if (!contents) return [`${what}, if any`];
    const held = contents.some(({ noun, names }) => has.contents.includes(noun) && names.length > 0);
    return held ? [what] : [];
  });
}
