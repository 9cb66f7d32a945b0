/** The labels that say who manages an object. Konnect's documentation allows five labels an object; these are ours. */
export const ownerLabel = 'konduct-owner';
export const addressLabel = 'konduct-address';
/** On kinds with unlisted fields: 32 hex digits of the SHA-256 of what those fields hold. */
export const digestLabel = 'konduct-digest';

/** Ends the address label of an object that its manifest protects from deletion, so that two merges are needed. */
export const protectedSuffix = '.protected';
/** What people set in Konnect's UI to protect an object from deletion: `true`. Konduct reads it and never writes it. */
export const protectedLabel = 'konduct-protected';
