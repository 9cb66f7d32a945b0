import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder with the go.mod of a tool, in the checkout of the suite that a bundle belongs to; undefined where there is
 * none, and nothing can be built then.
 *
 * @param entry the file that was started: `dist/<name>/index.js`
 */
export function toolModules(tool: 'deck' | 'oasdiff', entry: string | undefined): string | undefined {
  if (entry === undefined || !existsSync(entry)) return undefined;
  // Installed commands are links to the file.
  const folder = path.resolve(path.dirname(realpathSync(entry)), '../../tools', tool);
  return existsSync(path.join(folder, 'go.mod')) ? folder : undefined;
}
