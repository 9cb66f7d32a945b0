import type { Kind } from './kind.ts';

/**
 * The staged OpenAPI document of a service in the platform repository. Konduct reads it by its path and never writes it
 * here, so that the reviewed text is published.
 */
export const stagedSpec: Kind = {
  name: 'StagedSpec',
  description: 'The specification of a service as staged in the platform repository.',
  scope: 'regional',
  fields: {},
  computed: {
    title: { type: 'string', description: 'info.title of the document.' },
    version: { type: 'string', description: 'info.version of the document, as text.' },
    digest: { type: 'string', description: 'SHA-256 of the file, in hex.' },
    content: { type: 'content', description: 'The document itself, to be passed on.' },
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
    describe: (selector) => `the staged specification ${String(selector.path)}`,
    matches: (object, selector) => object.path === selector.path,
  },
};
