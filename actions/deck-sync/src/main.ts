import { deckText } from '@konduct/operations/deck/markdown';
import { runDeck } from '@konduct/operations/deck/run';
import { deckView } from '@konduct/operations/deck/view';
import { readInputs } from '@konduct/operations/inputs/input';
import { runAction } from '@konduct/runner/action';
import { changedFiles } from '@konduct/runner/changed-files';
import { deckComments } from '@konduct/runner/comment/deck';
import { keepComments } from '@konduct/runner/comment/sticky';
import { deletesAllowed } from '@konduct/runner/deletes-label';
import { runsWithoutSecrets } from '@konduct/runner/github';
import { publish, writeFileFor } from '@konduct/runner/publish';
import { definition } from './definition.ts';

/** Renders, lints, compares or syncs gateways. A diff without secrets says so and succeeds. */
export function deckSync(): Promise<void> {
  return runAction(async ({ github, operate, input, color }) => {
    const { comment, githubToken, ...options } = readInputs(definition.inputs, input);
    const listed = options.mode === 'lint' && options.changedFiles.length === 0;
    const changed = listed ? await changedFiles(github, githubToken) : undefined;
    const place = { workspace: github.workspace, skipWithoutSecrets: runsWithoutSecrets(github) };
    const judges = options.mode === 'diff' || options.mode === 'sync';
    const allowDeletes = judges && (await deletesAllowed(github, githubToken, options.allowDeletes));
    const run = { ...options, ...place, allowDeletes, ...(changed ? { changed } : {}) };
    const report = await operate((runContext) => runDeck(run, runContext));
    const text = deckText(report);
    const diffFile = text === '' ? '' : await writeFileFor(github, 'diff.txt', text);
    await publish(deckView(report), github, { color, outputs: { 'diff-file': diffFile } });
    if (comment === 'auto' && options.mode === 'diff')
      await keepComments(deckComments(report, github, options), github, githubToken);
  });
}
