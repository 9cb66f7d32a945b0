/** A JSON object whose fields are not known yet. */
export type Fields = { readonly [field: string]: unknown };

/** Tells a JSON object from every other JSON value. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Applies a JSON merge patch (RFC 7396): objects merge, null removes, everything else replaces.
 * @returns a new object; neither argument is changed.
 */
export function mergePatch(target: Fields, patch: Fields): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...target };
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete merged[field];
    else if (isFields(value)) {
      const before = merged[field];
      merged[field] = mergePatch(isFields(before) ? before : {}, value);
    } else merged[field] = value;
  }
  return merged;
}

/**
 * Applies a PATCH to a resource. A null at the top takes the field back to what a resource without it shows (`unset`:
 * null for a text, `{}` for labels); below that it is a plain merge patch.
 */
export function mergeResource(target: Fields, patch: Fields, unset: Fields): Record<string, unknown> {
  const merged = mergePatch(target, patch);
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) merged[field] = field in unset ? unset[field] : null;
  }
  return merged;
}
