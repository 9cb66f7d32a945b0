/** The regions Konnect has. */
export const regions = ['us', 'eu', 'au', 'me', 'in', 'sg'] as const;

export type Region = (typeof regions)[number];

/** What a region is called in schemas: a mistake about one has a code of its own. */
export const regionTitle = 'Region';
