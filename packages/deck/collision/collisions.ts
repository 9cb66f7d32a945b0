import { type Diagnostic, sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import type { SourceFile } from '@konduct/core/source/source-file';
import type { ExtraFiles } from '../render/extra.ts';
import { convertedName, type FileTree, type RenderTeam } from '../render/files.ts';
import { partsOf, planesOf } from '../render/plane.ts';
import { type NamedEntity, namedEntities } from './entities.ts';
import { overlaps } from './overlap.ts';

/** Finds the collisions on every control plane of some teams. Teams may share one. */
export function collisionsAmong(teams: readonly RenderTeam[], tree: FileTree, extras: ExtraFiles): Diagnostic[] {
  return planesOf(teams).flatMap((plane) => collisions(partsOf(plane, tree, extras)));
}

/**
 * Finds collisions between the files of one control plane: two entities with one name, one target twice, and routes that match the same
 * requests. decK would find the names only in the middle of a sync, and the routes never.
 */
export function collisions(files: readonly SourceFile[]): Diagnostic[] {
  const entities = files.flatMap(namedEntities);
  const first = new Map<string, NamedEntity>();
  const diagnostics: Diagnostic[] = [];
  for (const entity of entities) {
    const key = keyOf(entity);
    const other = first.get(key);
    if (!other) {
      first.set(key, entity);
      continue;
    }
    diagnostics.push({
      severity: 'error',
      code: 'deck-collision',
      message: `The ${entity.kind} ${JSON.stringify(entity.name)} is here twice in one ${entity.within === undefined ? 'control plane' : 'upstream'}`,
      ...remedy(entity, other),
      at: entity.at,
      related: [{ message: `The other ${entity.kind} of this name`, at: other.at }],
    });
  }
  const routes = entities.filter(({ kind, name }) => kind === 'route' && first.has(keyOf({ kind, name })));
  return sortDiagnostics([...diagnostics, ...overlaps(routes)]);
}

function keyOf({ kind, name, within = '' }: Pick<NamedEntity, 'kind' | 'name' | 'within'>): string {
  return JSON.stringify([kind, name, within]);
}

/** The advice for a collision, which depends on the file that names the entity. */
function remedy(entity: NamedEntity, other: NamedEntity): { readonly cause: string; readonly fix: string } {
  if (entity.within !== undefined)
    return {
      cause: 'A Kong upstream has each target once. How much of the traffic one gets is its weight.',
      fix: 'Take one of the two out. If the file was rendered, run `konduct deck render`, which leaves one of equal targets.',
    };
  const written = [other, entity].filter(({ at }) => !at.file.endsWith(`/${convertedName}`));
  const cause =
    'Names come from the title of a specification and its operation ids, unless `x-kong-name` says otherwise.';
  if (written.length === 0 && entity.at.file === other.at.file)
    return {
      cause,
      fix: 'Give one of the two operations of the specification another `operationId`, or an `x-kong-name`.',
    };
  if (written.length === 0) return { cause, fix: 'Give one of the specifications another title, or an `x-kong-name`.' };
  if (written.length === 2)
    return {
      cause: 'decK files are merged into one for the control plane, which may have each name once.',
      fix: 'Give one of the two another name, or take it out.',
    };
  const file = written[0]?.at.file ?? '';
  return {
    cause,
    fix: `Give the ${entity.kind} in ${file} another name. To change what the specification becomes, write a file with \`patches\` instead.`,
  };
}
