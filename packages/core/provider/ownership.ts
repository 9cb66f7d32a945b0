/** The labels that say who manages an object. Konnect's documentation allows five labels an object; these are ours. */
export const ownerLabel = 'konduct-owner';
export const addressLabel = 'konduct-address';
/** On kinds with unlisted fields: 32 hex digits of the SHA-256 of what those fields hold. */
export const digestLabel = 'konduct-digest';
