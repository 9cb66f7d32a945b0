import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { actionTables } from './action-tables.ts';
import { actions } from './actions.ts';
import type { Artefact } from './artefact.ts';
import { embedFiles } from './embedded-file.ts';
import { pullRequestSample } from './pull-request-sample.ts';
import { replaceSection } from './section.ts';

/** The READMEs of the project and its actions, with generated tables and workflows. */
export async function readmes(root: string): Promise<Artefact[]> {
  const ofActions = actions.map(async (action) => {
    const page = await readPage(root, `actions/${action.folder}/README.md`);
    const tables = actionTables(action, '##');
    const text = replaceSection(page.path, page.text, '<!-- api-start -->', '<!-- api-end -->', tables);
    if (action.folder !== 'stage-spec') return { ...page, text };
    return {
      ...page,
      text: replaceSection(page.path, text, '<!-- sample-start -->', '<!-- sample-end -->', pullRequestSample()),
    };
  });
  return Promise.all([readPage(root, 'README.md'), ...ofActions]);
}

async function readPage(root: string, path: string): Promise<Artefact> {
  return { path, text: await embedFiles(root, path, await readFile(join(root, path), 'utf8')) };
}
