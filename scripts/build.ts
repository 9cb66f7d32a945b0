import { chmod, glob, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type BuiltFile, build, bundles } from './bundles/bundles.ts';

// `npm run build` builds dist/. `npm run build -- --check` fails when the committed dist/ differs from a new build.

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;

// ncc asks whether a file without a name exists, which Node deprecates; the warning does not concern this build.
process.noDeprecation = true;

async function main(): Promise<void> {
  const files: BuiltFile[] = [];
  for (const each of bundles) {
    const start = performance.now();
    const built = await build(each, root);
    const size = built.reduce((sum, file) => sum + file.text.length, 0);
    console.log(`${each.folder.padEnd(18)} ${kilobytes(size)} ${((performance.now() - start) / 1000).toFixed(1)} s`);
    files.push(...built);
  }
  if (check) await compare(files);
  else await write(files);
}

async function write(files: readonly BuiltFile[]): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  for (const file of files) {
    const path = join(dist, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.text);
    if (file.executable) await chmod(path, 0o755);
  }
}

async function compare(files: readonly BuiltFile[]): Promise<void> {
  const stale: string[] = [];
  for (const file of files) if (!(await isCommitted(file))) stale.push(file.path);
  const wanted = new Set(files.map(({ path }) => path));
  for await (const entry of glob('**/*', { cwd: dist, withFileTypes: true })) {
    const path = relative(dist, join(entry.parentPath, entry.name));
    if (entry.isFile() && !wanted.has(path)) stale.push(`${path} (no longer built)`);
  }
  for (const path of stale) console.error(`stale: dist/${path}`);
  if (stale.length === 0) return;
  console.error('Run `npm run build` and commit dist/.');
  process.exitCode = 1;
}

async function isCommitted({ path, text, executable }: BuiltFile): Promise<boolean> {
  try {
    const file = join(dist, path);
    const isExecutable = ((await stat(file)).mode & 0o100) !== 0;
    return isExecutable === executable && (await readFile(file, 'utf8')) === text;
  } catch {
    return false;
  }
}

function kilobytes(size: number): string {
  return `${(size / 1000).toFixed(0).padStart(6)} kB`;
}

await main();
