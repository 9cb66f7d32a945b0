import path from 'node:path';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { collisionsAmong } from '@konduct/deck/collision/collisions';
import { ExtraFiles } from '@konduct/deck/render/extra';
import { render } from '@konduct/deck/render/render';
import { OverlayTree } from '../overlay-tree.ts';
import type { DeckRunContext, RenderDeckOptions } from './options.ts';
import { readDeckPlatform } from './platform.ts';
import { type DeckReport, makeDeckReport } from './report.ts';
import { withDeck } from './tool.ts';

/**
 * Renders the decK files of a platform directory and writes those that differ. A file that cannot be rendered stays
 * unchanged; the others are written.
 */
export function renderDeck(options: RenderDeckOptions, runContext: DeckRunContext): Promise<DeckReport> {
  const platform = readDeckPlatform(options, runContext.maskSecret);
  const invalid = {
    mode: 'render',
    diagnostics: platform.diagnostics,
    failureReason: 'invalid-configuration',
  } as const;
  if (!platform.usable) return Promise.resolve(makeDeckReport(invalid));
  return withDeck(options, runContext, async ({ deck, diagnostics: tool }) => {
    const found = [...platform.diagnostics, ...tool];
    if (!deck) return makeDeckReport({ mode: 'render', diagnostics: found, failureReason: 'deck-missing' });
    const { tree, teams } = platform;
    const extras = new ExtraFiles(tree);
    const { files, diagnostics, held, traffic, counts } = await render(teams, tree, deck, { extras });
    const shall = new OverlayTree(tree, files);
    const colliding = collisionsAmong(teams, shall, extras);
    const written = options.check ? shall.changed() : tree.write(files);
    const all = [...found, ...diagnostics, ...held, ...traffic, ...colliding];
    return makeDeckReport(
      {
        mode: 'render',
        diagnostics: all,
        written: written.map((relative) => tree.show(relative).split(path.sep).join('/')).sort(),
        rendering: counts,
        ...(hasErrors(all) ? { failureReason: 'deck-failed' } : {}),
      },
      options.check,
    );
  });
}
