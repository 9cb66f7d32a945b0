/** A JSON object with unknown fields. */
export type Fields = { readonly [field: string]: unknown };

/** Whether a JSON value is an object. */
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
 * Applies a PATCH to a resource. A null at the top restores the value of a resource without the field (`unset`: null
 * for a text, `{}` for labels). Below that it is a plain merge patch.
 */
export function mergeResource(target: Fields, patch: Fields, unset: Fields): Record<string, unknown> {
  const merged = mergePatch(target, patch);
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) merged[field] = field in unset ? unset[field] : null;
  }
  return merged;
}
