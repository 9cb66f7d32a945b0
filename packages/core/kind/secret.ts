import type { Kind } from './kind.ts';

/**
 * A secret in an environment variable or a file of the run. Konduct passes it on as a handle and puts the value only
 * into the request that needs it.
 */
export const secret: Kind = {
  name: 'Secret',
  description: 'A secret that a run is given: in an environment variable or in a file.',
  scope: 'global',
  fields: {},
  computed: {
    value: { type: 'secret', description: 'The secret itself, to be passed on to a field that takes one.' },
  },
  identity: ['env', 'file'],
  collection: [],
  ownership: 'none',
  external: {
    selector: {
      env: { type: 'string', description: 'The environment variable that holds it.', minLength: 1 },
      file: {
        type: 'string',
        description: 'The file that holds it, relative to the checkout; `$NAME` in it stands for a variable.',
        minLength: 1,
      },
    },
    yields: 'one',
    source: 'documents',
    describe: ({ env, file }) => `the secret in ${env === undefined ? `the file ${String(file)}` : String(env)}`,
    matches: (object, { env, file }) => object.env === env && object.file === file,
  },
};
