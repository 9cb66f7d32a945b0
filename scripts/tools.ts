import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tools } from './tools/catalogue.ts';
import { findTool, hasVersion, toolsFolder } from './tools/place.ts';
import type { Tool } from './tools/tool.ts';
import { workshop } from './tools/workshop.ts';

// `npm run tools` finds or installs decK, oasdiff, act, actionlint, zizmor and hadolint at the versions of tools/catalogue.ts;
// `npm run tools deck` only the named ones. Two runs at once are harmless: each builds in a folder of its own and
// renames the finished binary into place.

const root = join(import.meta.dirname, '..');

async function provide(tool: Tool): Promise<void> {
  const found = await findTool(tool.name);
  if (found) {
    console.log(`${tool.name} ${tool.version}: ${found}`);
    return;
  }
  console.log(`${tool.name} ${tool.version}: installing`);
  const folder = join(toolsFolder(), 'bin');
  await mkdir(folder, { recursive: true });
  const scratch = await mkdtemp(join(tmpdir(), `konduct-${tool.name}-`));
  try {
    const built = await tool.install(workshop(root, scratch, tool.name, console.log));
    if (!(await hasVersion(built, tool))) throw new Error(`what was installed does not say that it is ${tool.version}`);
    const incoming = join(folder, `.${tool.name}-${process.pid}`);
    await copyFile(built, incoming);
    await rename(incoming, join(folder, tool.name));
    console.log(`${tool.name} ${tool.version}: ${join(folder, tool.name)}`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const asked = process.argv.slice(2);
for (const tool of tools.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  try {
    await provide(tool);
  } catch (error) {
    console.error(`${tool.name} ${tool.version} cannot be had: ${error instanceof Error ? error.message : error}`);
    console.error(`It needs ${tool.needs}.`);
    process.exitCode = 1;
  }
}
