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
    text: {
      type: 'string',
      description: 'The text as a value, for fields such as style sheets; absent for a file of more than 64 KiB.',
    },
    front_matter: {
      type: 'object',
      description: 'What the file says of itself between two lines `---` at its top, as pages do.',
      properties: {
        title: { type: 'string', description: 'The title.' },
        description: { type: 'string', description: 'What it is about.' },
        visibility: { type: 'string', description: 'Who sees it.' },
        status: { type: 'string', description: 'Whether it is published.' },
      },
    },
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
