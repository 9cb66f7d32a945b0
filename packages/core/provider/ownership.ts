/**
 * The label with the owner of an object. Konnect's documentation allows five labels an object; Konduct uses the ones
 * here.
 */
export const ownerLabel = 'konduct-owner';
export const addressLabel = 'konduct-address';
/**
 * The label with the first 32 hex digits of the SHA-256 of an object's unlisted fields. Only kinds with such fields
 * have it.
 */
export const digestLabel = 'konduct-digest';

/**
 * The end of the address label of an object whose manifest protects it from deletion. Deleting it takes two merges: the
 * first removes the protection.
 */
export const protectedSuffix = '.protected';
/**
 * The label with which people protect an object from deletion in Konnect's UI: `true`. Konduct reads it and never
 * writes it.
 */
export const protectedLabel = 'konduct-protected';
