import type { Kind } from './kind.ts';

/**
 * A text file of the platform repository, such as a page for a portal. Konnect gets the text that was reviewed there.
 */
export const platformFile: Kind = {
  name: 'PlatformFile',
  description: 'A text file in the platform directory.',
  scope: 'global',
  fields: {},
  computed: {
    digest: { type: 'string', description: 'SHA-256 of the file, in hex.' },
    content: { type: 'content', description: 'The text itself, to be passed on.' },
  },
  identity: ['path'],
  collection: [],
  ownership: 'none',
  external: {
    selector: {
      path: { type: 'string', description: 'The file, relative to the platform directory.', required: true },
    },
    yields: 'one',
    source: 'documents',
    describe: ({ path }) => `the file ${String(path)}`,
    matches: (object, { path }) => object.path === path,
  },
};
