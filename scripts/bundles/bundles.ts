import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from './ncc.ts';

/** A file of dist/. */
export interface BuiltFile {
  readonly path: string;
  readonly text: string;
  readonly executable: boolean;
}

interface Bundle {
  readonly folder: string;
  readonly make: (root: string) => Promise<ReadonlyMap<string, string>>;
  readonly executable?: boolean;
}

/**
 * `@actions/core` depends on an HTTP client, for identity tokens that Konduct does not use. A module without its
 * exports replaces it, so that validate-config has no code to open a connection.
 */
const withoutNetwork = { '@actions/http-client': 'node:module', '@actions/http-client/lib/auth': 'node:module' };

/**
 * The files of dist/. A shared bundle has the code of several actions; validate-config and the command line have
 * bundles of their own.
 */
export const bundles: readonly Bundle[] = [
  {
    folder: 'validate-config',
    make: (root) => bundle(join(root, 'actions/validate-config/src/main.ts'), withoutNetwork),
  },
  { folder: 'shared', make: (root) => bundle(join(root, 'actions/shared.ts')) },
  { folder: 'stage-spec', make: async () => stub('stageSpec') },
  { folder: 'deck-sync', make: async () => stub('deckSync') },
  { folder: 'reconcile-konnect', make: async () => stub('reconcileKonnect') },
  { folder: 'cli', make: commandLine, executable: true },
];

/** The bundle of the command line, and its start script. */
async function commandLine(root: string): Promise<ReadonlyMap<string, string>> {
  const { 'index.js': main = '', ...others } = Object.fromEntries(await bundle(join(root, 'packages/cli/main.ts')));
  const launch = await readFile(join(root, 'packages/cli/launch.js'), 'utf8');
  return new Map(Object.entries({ 'index.js': launch, 'main.js': main, ...others }));
}

/** A file of two lines that starts the shared bundle, because every action needs a file of its own. */
function stub(name: string): ReadonlyMap<string, string> {
  return new Map([['index.js', `import { ${name} } from '../shared/index.js';\nawait ${name}();\n`]]);
}

export async function build({ folder, make, executable = false }: Bundle, root: string): Promise<BuiltFile[]> {
  const files = await make(root);
  return [...files].map(([name, text]) => ({
    path: `${folder}/${name}`,
    text,
    executable: executable && name === 'index.js',
  }));
}
