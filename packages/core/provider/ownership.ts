/** The labels that say who manages an object. Konnect's documentation allows five labels an object; these are ours. */
export const ownerLabel = 'konduct-owner';
export const addressLabel = 'konduct-address';
/** On kinds with unlisted fields: 32 hex digits of the SHA-256 of what those fields hold. */
export const digestLabel = 'konduct-digest';
/** The end of a `konduct-address` whose object was protected from deletion when it was last applied. */
export const protectedSuffix = '.protected';
/** The label with which people protect an object from deletion in Konnect; its value is `true`. */
export const protectedLabel = 'konduct-protected';
