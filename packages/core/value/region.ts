/** Konnect's regions. */
export const regions = ['us', 'eu', 'au', 'me', 'in', 'sg'] as const;

export type Region = (typeof regions)[number];

/** The title of regions in schemas. Mistakes in values with this title have a code of their own. */
export const regionTitle = 'Region';
