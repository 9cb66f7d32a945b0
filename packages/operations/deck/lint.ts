import path from 'node:path';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { collisionsAmong } from '@konduct/deck/collision/collisions';
import type { Deck } from '@konduct/deck/deck';
import { lint } from '@konduct/deck/lint/lint';
import { committedUpstreams } from '@konduct/deck/render/committed-traffic';
import { ExtraFiles } from '@konduct/deck/render/extra';
import {
  convertedName,
  type FileTree,
  limits,
  type RenderTeam,
  recordName,
  stateName,
} from '@konduct/deck/render/files';
import { toldToOthers } from '@konduct/deck/render/held';
import { checkStale } from '@konduct/deck/render/stale';
import type { DeckRunContext, LintDeckOptions } from './options.ts';
import { readDeckPlatform } from './platform.ts';
import { type DeckReport, makeDeckReport } from './report.ts';
import { withDeck } from './tool.ts';

/**
 * Lints staged specifications and decK files by the platform's rules, looks for collisions between them, and renders
 * them again to find files that a sync would refuse as stale. With a list of changed files only those are linted;
 * collisions and stale files are looked for in whole control planes. decK is not needed for a team without rendered
 * files.
 */
export function lintDeck(options: LintDeckOptions, runContext: DeckRunContext): Promise<DeckReport> {
  const platform = readDeckPlatform(options, runContext.maskSecret);
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
    const colliding = collisionsAmong(teams, tree, extras);
    const stale = await staleFiles(teams, tree, deck, extras, only);
    const diagnostics = [...known, ...findings, ...colliding, ...stale];
    const bad = diagnostics.some(({ severity }) => fails(severity, options.failOn));
    return makeDeckReport({ mode: 'lint', diagnostics, ...(bad ? { failureReason: 'lint-failed' } : {}) });
  });
}

/**
 * The stale decK files. With a list of changed files, other findings about the rendering are returned only for these
 * files.
 */
async function staleFiles(
  teams: readonly RenderTeam[],
  tree: FileTree,
  deck: Deck,
  extras: ExtraFiles,
  only: ReadonlySet<string> | undefined,
): Promise<readonly Diagnostic[]> {
  const rendered = teams.filter((team) => isRendered(team, tree));
  const waiting = teams.filter((team) => !rendered.includes(team));
  const upstreams = waiting.flatMap((team) => committedUpstreams(team, tree));
  const { diagnostics: found, held, traffic } = await checkStale(rendered, tree, deck, extras);
  const diagnostics = [...found, ...held.map(toldToOthers), ...upstreams, ...traffic];
  if (!only) return diagnostics;
  const linted = new Set([...only].map((name) => tree.show(name)));
  return diagnostics.filter(
    // A change of a specification can make an `upstream` in the manifest invalid, so that finding is kept as well.
    ({ code, at }) => code === 'deck-stale' || code === 'upstream-invalid' || (at !== undefined && linted.has(at.file)),
  );
}

function isRendered({ directory, services }: RenderTeam, tree: FileTree): boolean {
  const places = [
    `${directory}/${stateName}`,
    `${directory}/${recordName}`,
    ...services.map((service) => `${service.directory}/${convertedName}`),
  ];
  return places.some((place) => tree.read(place, limits.deck).type !== 'missing');
}

function fails(severity: string, failOn: LintDeckOptions['failOn']): boolean {
  return failOn !== 'never' && (severity === 'error' || (severity === 'warning' && failOn === 'warning'));
}

/** Paths of the workspace as paths of the platform directory. Paths outside of it are left out. */
function inDirectory(changed: readonly string[], { workspace, config }: LintDeckOptions): Set<string> {
  const root = path.resolve(workspace);
  const directory = path.resolve(root, config);
  const relative = changed.map((name) => path.relative(directory, path.resolve(root, name)).split(path.sep).join('/'));
  return new Set(relative.filter((name) => !name.startsWith('../')));
}
