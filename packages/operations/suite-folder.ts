import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder with the go.mod of a tool, in the checkout that a bundle belongs to. Undefined where there is none; the
 * tool cannot be built then.
 *
 * @param entry the file that was started: `dist/<name>/index.js`
 */
export function toolModules(tool: 'deck' | 'oasdiff', entry: string | undefined): string | undefined {
  if (entry === undefined || !existsSync(entry)) return undefined;
  // An installed command is a link to the file.
  const folder = path.resolve(path.dirname(realpathSync(entry)), '../../tools', tool);
  return existsSync(path.join(folder, 'go.mod')) ? folder : undefined;
}
