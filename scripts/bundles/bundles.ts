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
 * `@actions/core` brings an HTTP client along, for identity tokens that nothing here asks for. In its place stands a
 * module that has none of its names: validate-config cannot open a connection because it has no code to.
 */
const withoutNetwork = { '@actions/http-client': 'node:module', '@actions/http-client/lib/auth': 'node:module' };

/** All of dist/. What the actions have in common is bundled once; validate-config and the command line stand alone. */
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

/** The command line and what starts it. */
async function commandLine(root: string): Promise<ReadonlyMap<string, string>> {
  const { 'index.js': main = '', ...others } = Object.fromEntries(await bundle(join(root, 'packages/cli/main.ts')));
  const launch = await readFile(join(root, 'packages/cli/launch.js'), 'utf8');
  return new Map(Object.entries({ 'index.js': launch, 'main.js': main, ...others }));
}

/** Two lines, because an action needs a file of its own to start with. */
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
