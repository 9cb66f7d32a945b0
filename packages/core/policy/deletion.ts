import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { inputWords } from '../diagnostic/input-words.ts';
import { readableAddress } from '../graph/address.ts';
import type { Demand, Observation } from '../observe/observation.ts';
import type { Change, Stay } from '../plan/change.ts';
import type { Decision, Orphan } from '../plan/decision.ts';
import { leadsNowhere } from '../plan/lead.ts';
import type { ObservedObject } from '../provider/provider.ts';
import type { PolicySettings } from './settings.ts';

/** The decision about an orphan. */
export type DeletionVerdict =
  | { readonly type: 'deleted'; readonly takesAlong: readonly string[]; readonly force?: true }
  | { readonly type: 'left'; readonly stays: Stay; readonly reason: string }
  | { readonly type: 'refused'; readonly diagnostic: Diagnostic }
  | { readonly type: 'protected'; readonly protection: string }
  /** The contents of the object must be read first. */
  | { readonly type: 'unknown'; readonly demand: Demand };

/**
 * Decides whether an orphan is deleted, by the run's settings, its protection and its contents. A link that another one
 * replaces is deleted without `prune`, as soon as its target is gone.
 */
export function judgeDeletion(orphan: Orphan, observation: Observation, settings: PolicySettings): DeletionVerdict {
  const { change, isGrant, lead, doubt, protection } = orphan;
  const { prune = 'off', forceDelete = [] } = settings;
  if (lead && doubt === undefined && prune !== 'all') {
    const isStale = leadsNowhere(lead, observation);
    if (isStale === undefined) return { type: 'unknown', demand: { type: 'list', collection: lead.collection } };
    if (isStale) return { type: 'deleted', takesAlong: change.takesAlong ?? [] };
  }
  if (change.partOf !== undefined) return { type: 'deleted', takesAlong: change.takesAlong ?? [] };
  if (doubt?.stays === 'selection') return { type: 'left', ...doubt };
  if (prune === 'off') return { type: 'left', stays: 'prune', reason: 'prune is off' };
  if (prune === 'access' && !isGrant)
    return { type: 'left', stays: 'prune', reason: 'prune: access removes only access' };
  if (doubt) return { type: 'left', ...doubt };
  if (protection !== undefined) return { type: 'protected', protection };
  const held = heldIn(orphan, observation);
  if ('type' in held) return { type: 'unknown', demand: held };
  const others = [...held, ...foreignIn(orphan.foreign)];
  if (others.length > 0 && !forceDelete.includes(change.address))
    return { type: 'refused', diagnostic: heldFinding(orphan, others) };
  const takesAlong = [...(change.takesAlong ?? []), ...others];
  return others.length > 0 ? { type: 'deleted', takesAlong, force: true } : { type: 'deleted', takesAlong };
}

/**
 * Decides whether a replaced object's contents that are not ours may be deleted with it.
 *
 * @param foreign links to objects of others, by their titles
 * @returns the contents, a refusal, or a demand
 */
export function judgeReplacement(
  decision: Decision,
  foreign: readonly string[],
  observation: Observation,
  { forceDelete = [] }: PolicySettings,
): DeletionVerdict {
  const { change, observed } = decision;
  const within = observed ? heldIn({ ...decision, observed }, observation) : [];
  if ('type' in within) return { type: 'unknown', demand: within };
  const held = [...within, ...foreignIn(foreign)];
  if (held.length > 0 && !forceDelete.includes(change.address))
    return { type: 'refused', diagnostic: heldFinding(decision, held) };
  const takesAlong = [...(change.takesAlong ?? []), ...held];
  return held.length > 0 ? { type: 'deleted', takesAlong, force: true } : { type: 'deleted', takesAlong };
}

function foreignIn(titles: readonly string[]): string[] {
  return titles.length === 0 ? [] : [`links of others: ${few(titles)}`];
}

/** The contents of an object that are not ours, in words, or the demand for them. */
function heldIn(
  { kind, observed, change }: Pick<Decision, 'kind' | 'change'> & { readonly observed: ObservedObject },
  observation: Observation,
): readonly string[] | Demand {
  const contents = kind.contents ? observation.contents(observed) : [];
  if (!contents) return { type: 'contents', kind, region: change.region, object: observed };
  return contents
    .filter(({ names }) => names.length > 0)
    .map(({ noun, names }) => `${names.length} ${names.length === 1 ? singular(noun) : noun}: ${few(names)}`);
}

function singular(noun: string): string {
  return noun.replace(/ies$/, 'y').replace(/s$/, '');
}

/** The object with its address label. The address of a link says the same as its name. */
export function called({ kind, name, address }: Change): string {
  const subject = `${kind} ${name}`;
  return address.startsWith(subject) ? subject : `${subject} (${readableAddress(address)})`;
}

function heldFinding({ change }: Pick<Decision, 'change'>, others: readonly string[]): Diagnostic {
  const message = `${called(change)} is not deleted: it holds ${others.join('; ')}`;
  return finding('delete-held', message, change.place, {
    cause: 'They would be deleted with it, and nothing in the manifests made them',
    fix: `Move them elsewhere, or run with ${inputWords('force-delete', change.address)}.`,
  });
}

function few(names: readonly string[]): string {
  const more = names.length - 3;
  return `${names.slice(0, 3).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
