import { rm } from 'node:fs/promises';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { SourceFile } from '@konduct/core/source/source-file';
import { scratchFolder } from '@konduct/tool/process/run-folder';
import type { Deck } from '../deck.ts';
import { merge } from './convert.ts';
import { type ExtraFiles, extraFolders } from './extra.ts';
import { convertedName, type FileTree, limits, stateName } from './files.ts';
import { entitiesOf, type Plane, type PlaneMember } from './plane.ts';
import { quoteTemplates } from './quote.ts';
import type { StaleCheck } from './stale.ts';
import { empty } from './team.ts';

/** The configuration of a control plane for decK, and the files that it was merged from, with texts as they were rendered. */
export interface PlaneState {
  readonly text: string;
  readonly parts: readonly SourceFile[];
}

/**
 * Merges the configuration of a control plane that several teams share, or that only some services of a team go to. What
 * goes there is merged from the parts of the teams' files, so that a file for all control planes is in it once.
 */
export async function planeState(
  plane: Plane,
  rendered: Pick<StaleCheck, 'services' | 'fresh'>,
  tree: FileTree,
  deck: Deck,
  extras: ExtraFiles,
): Promise<PlaneState | { readonly diagnostic: Diagnostic }> {
  const parts = [
    ...plane.members.flatMap((member) => partsOfMember(member, rendered, tree, extras)),
    ...entitiesOf(plane, extras),
  ];
  if (parts.length === 0) return { text: empty, parts };
  const folder = await scratchFolder('plane');
  try {
    const shown = plane.members.map(({ team }) => tree.show(`${team.directory}/${stateName}`)).join(' and ');
    const texts = parts.map(({ text }) => text);
    const merged = await merge(deck, texts, shown, { folder });
    return 'diagnostic' in merged ? merged : { text: quoteTemplates(merged.text), parts };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function partsOfMember(
  { team, isOwn, services }: PlaneMember,
  rendered: Pick<StaleCheck, 'services' | 'fresh'>,
  tree: FileTree,
  extras: ExtraFiles,
): SourceFile[] {
  const texts = services.flatMap(({ directory }) => {
    const text = rendered.services.get(directory);
    return text === undefined ? [] : [{ path: tree.show(`${directory}/${convertedName}`), text }];
  });
  if (!isOwn || team.services.some(({ directory }) => rendered.services.has(directory))) return texts;
  if (extras.of(extraFolders(team)).entities.length > 0) return texts;
  // Nothing was rendered for this team, so that a person wrote its file.
  const path = `${team.directory}/${stateName}`;
  const found = tree.read(path, limits.deck);
  return found.type === 'file' ? [{ ...found.file, text: rendered.fresh.get(path) ?? found.file.text }] : [];
}
