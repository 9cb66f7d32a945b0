import { actionTables } from '../action-tables.ts';
import { actions } from '../actions.ts';
import type { Artefact } from '../artefact.ts';
import { generatedNotice } from '../markdown.ts';

export function actionsPage(): Artefact {
  const parts = actions.map(
    (action) =>
      `## ${action.title}\n\n[\`actions/${action.folder}\`](../../actions/${action.folder}/README.md): ${action.description}\n\n${actionTables(action, '###')}`,
  );
  const text = `${generatedNotice('the definitions of the actions')}\n\n# Actions\n\n${parts.join('\n\n')}\n`;
  return { path: 'docs/reference/actions.md', text };
}
