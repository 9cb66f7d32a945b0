import path from 'node:path';
import { collisions, partsOf } from '@konduct/deck/collision/collisions';
import { lint } from '@konduct/deck/lint/lint';
import { ExtraFiles } from '@konduct/deck/render/extra';
import type { DeckRunContext, LintDeckOptions } from './options.ts';
import { readDeckPlatform } from './platform.ts';
import { type DeckReport, makeDeckReport } from './report.ts';
import { withDeck } from './tool.ts';

/**
 * Lints staged specifications and decK files by the platform's rules, and looks for collisions between them. With a list
 * of changed files only those are linted; collisions always concern all of a control plane.
 */
export function lintDeck(options: LintDeckOptions, runContext: DeckRunContext): Promise<DeckReport> {
  const platform = readDeckPlatform(options);
  const { tree, teams, usable } = platform;
  if (!usable) {
    const { diagnostics } = platform;
    return Promise.resolve(makeDeckReport({ mode: 'lint', diagnostics, failureReason: 'invalid-configuration' }));
  }
  return withDeck(options, runContext, async ({ deck, diagnostics: tool }) => {
    const known = [...platform.diagnostics, ...tool];
    if (!deck) return makeDeckReport({ mode: 'lint', diagnostics: known, failureReason: 'deck-missing' });
    const only = options.changed && inDirectory(options.changed, options);
    const extras = new ExtraFiles(tree);
    const findings = await lint(teams, tree, deck, { extras, ...(only && { only }) });
    const colliding = teams.flatMap((team) => collisions(partsOf(team, tree, extras)));
    const diagnostics = [...known, ...findings, ...colliding];
    const bad = diagnostics.some(({ severity }) => fails(severity, options.failOn));
    return makeDeckReport({ mode: 'lint', diagnostics, ...(bad ? { failureReason: 'lint-failed' } : {}) });
  });
}

function fails(severity: string, failOn: LintDeckOptions['failOn']): boolean {
  return failOn !== 'never' && (severity === 'error' || (severity === 'warning' && failOn === 'warning'));
}

/** Paths of the workspace as paths of the platform directory; those outside of it are nobody's business here. */
function inDirectory(changed: readonly string[], { workspace, config }: LintDeckOptions): Set<string> {
  const root = path.resolve(workspace);
  const directory = path.resolve(root, config);
  const relative = changed.map((name) => path.relative(directory, path.resolve(root, name)).split(path.sep).join('/'));
  return new Set(relative.filter((name) => !name.startsWith('../')));
}
