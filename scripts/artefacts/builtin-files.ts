import { glob, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { compareText } from '../../packages/core/value/compare-text.ts';
import type { Artefact } from './artefact.ts';

/**
 * The built-in YAML files as a TypeScript module, because a bundle is a single file. Konduct's opinions stay YAML that
 * people read and replace, and the core needs no file access.
 */
export async function builtinFiles(root: string): Promise<Artefact[]> {
  // One level deep, because fixtures of tests have such folders, too.
  const paths = await Array.fromAsync(glob('packages/core/*/builtin/*.yaml', { cwd: root }));
  const files = await Promise.all(
    paths.map(async (path) => ({ path: `builtin/${basename(path)}`, text: await readFile(join(root, path), 'utf8') })),
  );
  files.sort((a, b) => compareText(a.path, b.path));
  for (const [index, file] of files.entries()) {
    if (files[index + 1]?.path === file.path) throw new Error(`two built-in files are called ${file.path}`);
  }
  const items = files.map((file) => `  { path: ${JSON.stringify(file.path)}, text: ${templateLiteral(file.text)} },\n`);
  const text = [
    '// Written by `npm run generate` from packages/core/*/builtin/*.yaml. Do not edit.',
    "import type { SourceFile } from './source/source-file.ts';",
    '',
    '/** The files Konduct brings along, sorted by path. */',
    `export const builtinFiles: readonly SourceFile[] = [\n${items.join('')}];`,
    '',
  ].join('\n');
  return [{ path: 'packages/core/builtin.generated.ts', text }];
}

/** A template literal keeps line breaks, so that a change to a built-in file is a readable diff here as well. */
function templateLiteral(text: string): string {
  return `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;
}
