import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { tools } from './catalogue.ts';
import type { Tool } from './tool.ts';

/**
 * The folder outside of the checkout in which clones share tools: `KONDUCT_TOOLS`, or `konduct` in the user's cache.
 */
export function toolsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { KONDUCT_TOOLS, XDG_CACHE_HOME } = environment;
  return KONDUCT_TOOLS || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'konduct');
}

/** The path of a tool, or undefined when `npm run tools` has not installed it. Never installs it. */
export async function findTool(name: string): Promise<string | undefined> {
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool) throw new Error(`${name} is not in scripts/tools/catalogue.ts`);
  const folders = [join(toolsFolder(), 'bin'), ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)];
  for (const folder of folders) {
    const binary = join(folder, name);
    if (await hasVersion(binary, tool)) return binary;
  }
  return undefined;
}

/** Whether a binary prints the wanted version. */
export async function hasVersion(binary: string, tool: Tool): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(binary, [...tool.versionArgs], { timeout: 20_000 });
    return stdout.includes(tool.versionText);
  } catch {
    return false;
  }
}
