import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** The part of ncc's interface that is used here; ncc has no types. */
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

/** Bundles an entry file with all its imports. Returns the files by name, `index.js` first. */
export async function bundle(
  entry: string,
  externals: Readonly<Record<string, string>> = {},
): Promise<ReadonlyMap<string, string>> {
  // ncc passes the compiler options of the nearest tsconfig.json below the working directory to its TypeScript loader.
  // With `module: nodenext` and without type checks, these turn everything into CommonJS. In the folder of the entry,
  // ncc finds no tsconfig.json and makes ES modules. Paths in module names are relative to that folder as well, so that
  // the result does not depend on the place of the checkout.
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
