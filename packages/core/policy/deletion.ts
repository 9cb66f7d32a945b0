import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { Demand, Observation } from '../observe/observation.ts';
import type { Orphan } from '../plan/decision.ts';
import { leadsNowhere } from '../plan/lead.ts';
import type { PolicySettings } from './settings.ts';

/** What becomes of an orphan. */
export type DeletionVerdict =
  | { readonly type: 'deleted'; readonly takesAlong: readonly string[]; readonly force?: true }
  | { readonly type: 'left'; readonly reason: string }
  | { readonly type: 'refused'; readonly diagnostic: Diagnostic }
  /** What is in it has to be read first. */
  | { readonly type: 'unknown'; readonly demand: Demand };

/**
 * Whether an object that nothing declares any more is deleted: what the run asks for, protection, and what is in it. A link
 * whose place another one takes follows its object without being asked for, as soon as it leads nowhere.
 */
export function judgeDeletion(orphan: Orphan, observation: Observation, settings: PolicySettings): DeletionVerdict {
  const { change, kind, observed, isGrant, lead, doubt, protection } = orphan;
  const { prune = 'off', forceDelete = [] } = settings;
  if (lead && doubt === undefined && prune !== 'all') {
    const isStale = leadsNowhere(lead, observation);
    if (isStale === undefined) return { type: 'unknown', demand: { type: 'list', collection: lead.collection } };
    if (isStale) return { type: 'deleted', takesAlong: change.takesAlong ?? [] };
  }
  if (prune === 'off') return { type: 'left', reason: 'prune is off' };
  if (prune === 'access' && !isGrant) return { type: 'left', reason: 'prune: access removes only access' };
  if (doubt !== undefined) return { type: 'left', reason: doubt };
  if (protection !== undefined) return { type: 'refused', diagnostic: protectedFinding(orphan, protection) };
  const contents = kind.contents ? observation.contents(observed) : [];
  if (!contents)
    return { type: 'unknown', demand: { type: 'contents', kind, region: change.region, object: observed } };
  const held = contents
    .filter(({ names }) => names.length > 0)
    .map(({ noun, names }) => `${names.length} ${noun}: ${few(names)}`);
  const others = orphan.foreign.length === 0 ? held : [...held, `links of others: ${few(orphan.foreign)}`];
  if (others.length > 0 && !forceDelete.includes(change.address))
    return { type: 'refused', diagnostic: heldFinding(orphan, others) };
  const takesAlong = [...(change.takesAlong ?? []), ...others];
  return others.length > 0 ? { type: 'deleted', takesAlong, force: true } : { type: 'deleted', takesAlong };
}

function protectedFinding({ change }: Orphan, protection: string): Diagnostic {
  const verb = change.effect === 'narrows' ? 'not taken away' : 'not deleted';
  return finding(
    'deletion-protected',
    `${change.kind} ${change.name} (${change.address}) is ${verb}: ${protection}`,
    change.place,
    {
      cause: 'No manifest declares it any more, and it was protected from deletion when one did',
      fix: 'Declare it again without deletion-protection, merge that, and remove it in a second merge.',
    },
  );
}

function heldFinding({ change }: Orphan, others: readonly string[]): Diagnostic {
  const message = `${change.kind} ${change.name} (${change.address}) is not deleted: it holds ${others.join('; ')}`;
  return finding('delete-held', message, change.place, {
    cause: 'They would be deleted with it, and nothing in the manifests made them',
    fix: `Move them elsewhere, or run with force-delete: ${change.address}`,
  });
}

function few(names: readonly string[]): string {
  const more = names.length - 3;
  return `${names.slice(0, 3).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
