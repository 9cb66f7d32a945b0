import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** As much of ncc's interface as is used; it brings no types. */
type Ncc = (
  entry: string,
  options: {
    readonly cache: false;
    readonly minify: boolean;
    readonly license: string;
    readonly quiet: boolean;
    readonly target: string;
    readonly transpileOnly: boolean;
    readonly externals: Readonly<Record<string, string>>;
  },
) => Promise<{
  readonly code: string;
  readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>;
}>;

const ncc: Ncc = createRequire(import.meta.url)('@vercel/ncc');

/** Bundles an entry file with all it imports. Returns the files by name, `index.js` first. */
export async function bundle(
  entry: string,
  externals: Readonly<Record<string, string>> = {},
): Promise<ReadonlyMap<string, string>> {
  // ncc hands the compiler options of the nearest tsconfig.json below the working directory to its TypeScript loader.
  // With `module: nodenext` and no type check, that makes CommonJS of everything. From the entry's own folder it finds
  // none and makes modules. Paths in module names are relative to that folder too: the bytes do not depend on the checkout.
  const workingDirectory = process.cwd();
  process.chdir(dirname(entry));
  try {
    const { code, assets } = await ncc(entry, {
      cache: false,
      minify: true,
      license: 'licenses.txt',
      quiet: true,
      target: 'es2022',
      transpileOnly: true,
      externals,
    });
    const files = new Map([['index.js', code]]);
    for (const [name, { source }] of Object.entries(assets)) files.set(name, source.toString());
    return files;
  } finally {
    process.chdir(workingDirectory);
  }
}
