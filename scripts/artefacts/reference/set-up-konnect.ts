import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Artefact } from '../artefact.ts';
import { replaceSection } from '../section.ts';
import { rolesTable } from './roles-table.ts';

const path = 'docs/how-to/set-up-konnect.md';

/** The page about tokens, with the table of roles. */
export async function setUpKonnectPage(root: string): Promise<Artefact> {
  const text = await readFile(join(root, path), 'utf8');
  return { path, text: replaceSection(path, text, '<!-- roles -->', '<!-- /roles -->', rolesTable()) };
}
