import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { showAddress } from '../graph/address.ts';
import type { ResourceNode } from '../graph/node.ts';
import type { Kind } from '../kind/kind.ts';
import { addressKey, addressKeyOf, isOwned, keyOfLabel, slugOf, slugOfLabel } from '../observe/labels.ts';
import type { Observation, Sighting } from '../observe/observation.ts';
import { addressLabel } from '../provider/ownership.ts';
import type { SourceRange } from '../source/range.ts';

/** Keys of the manifest that changed: a run of parts of an address, as it was and as it is. */
export interface Rename {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Where people say so. */
  readonly at?: SourceRange | undefined;
}

/** The keys of the addresses that a resource had before keys in its address were renamed. */
export function previousKeys({ parts }: ResourceNode, renames: readonly Rename[]): string[] {
  return renames.flatMap(({ from, to }) =>
    previousParts(parts, from, to).map((before) => addressKey(showAddress(before))),
  );
}

/** The parts with `from` wherever they have `to`. */
function previousParts(
  parts: readonly string[],
  from: readonly string[],
  to: readonly string[],
): (readonly string[])[] {
  return parts.flatMap((_, start) => {
    const isThere = to.every((part, offset) => parts[start + offset] === part);
    return isThere ? [[...parts.slice(0, start), ...from, ...parts.slice(start + to.length)]] : [];
  });
}

/**
 * A note for each stated rename of which nothing is left to do: no object stands under the old key of any resource.
 *
 * @param isLeft whether an object of ours stands under a key
 */
export function idleRenames(
  moved: readonly Rename[],
  nodes: readonly ResourceNode[],
  isLeft: (key: string) => boolean,
): Diagnostic[] {
  return moved.flatMap((rename) => {
    const keys = nodes.flatMap((node) => (node.kind.ownership === 'labels' ? previousKeys(node, [rename]) : []));
    if (keys.length === 0 || keys.some(isLeft)) return [];
    return [
      finding('moved-idle', `Nothing in Konnect stands under ${rename.from.join('/')} any more`, rename.at, {
        severity: 'note',
        fix: 'Delete the entry of `moved` if it was applied, or mend its `from`.',
      }),
    ];
  });
}

interface Search {
  readonly nodes: readonly ResourceNode[];
  readonly observation: Observation;
  readonly owners: ReadonlySet<string>;
  readonly isDeclared: (key: string) => boolean;
}

/**
 * Keys that were renamed without a `moved:` entry: objects of ours that nothing declares stand for the very resources
 * that some new key has, under another key. A key counts as renamed only if every resource of the new one has its object
 * under one of the two, none under both, and something with a key of its own is among them, such as a service: a team that
 * takes the place of another one brings services of its own. Objects under the new key are what a run that broke off has
 * moved already.
 */
export function inferRenames(search: Search): Rename[] {
  const { orphans, taken } = ownedByKey(search);
  if (orphans.size === 0) return [];
  const slugs = slugsByKind(orphans.values());
  const spelled = Map.groupBy(
    [...orphans.values()].flatMap(({ object }) => (typeof object.fields.name === 'string' ? [object.fields.name] : [])),
    slugOf,
  );
  const candidates = new Map<string, Rename>();
  for (const { parts, kind } of search.nodes) {
    if (kind.ownership !== 'labels' || taken.has(addressKey(showAddress(parts)))) continue;
    for (const [index, part] of parts.entries()) {
      const slugsBefore = namesBefore(parts, index, slugs.get(kind) ?? []);
      for (const name of [...slugsBefore].flatMap((slug) => [slug, ...(spelled.get(slug) ?? [])])) {
        const before = previousParts(parts, [name], [part]).map((each) => addressKey(showAddress(each)));
        if (before.some((key) => orphans.get(key)?.kind === kind))
          candidates.set(JSON.stringify([name, part]), { from: [name], to: [part] });
      }
    }
  }
  const accepted = [...candidates.values()].filter((rename) => isWhole(rename, orphans, taken, search));
  // Two old keys for one new one, or the other way round, is for people to say.
  return accepted.filter(
    ({ from, to }) => accepted.filter((other) => other.from[0] === from[0] || other.to[0] === to[0]).length === 1,
  );
}

/** How many orphans of a kind are looked at: one tells a key that all of them had. */
const mostOfKind = 200;

function slugsByKind(orphans: Iterable<Sighting>): ReadonlyMap<Kind, readonly string[]> {
  const slugs = new Map<Kind, string[]>();
  for (const { kind, object } of orphans) {
    const known = slugs.get(kind) ?? [];
    if (known.length < mostOfKind) known.push(slugOfLabel(object.labels[addressLabel] ?? ''));
    slugs.set(kind, known);
  }
  return slugs;
}

/** What may have stood in the place of a part, as a slug, by labels that show the rest of the address around it. */
function namesBefore(parts: readonly string[], index: number, slugs: readonly string[]): ReadonlySet<string> {
  const before = index === 0 ? '' : `${slugOf(showAddress(parts.slice(0, index)))}-`;
  const after = index === parts.length - 1 ? '' : `-${slugOf(showAddress(parts.slice(index + 1)))}`;
  const names = new Set<string>();
  for (const slug of slugs) {
    if (!slug.startsWith(before)) continue;
    const rest = slug.slice(before.length);
    if (rest.endsWith(after)) names.add(rest.slice(0, rest.length - after.length));
    // Of a label that is cut off, the beginning of what follows tells it.
    for (let cut = after.length - 1; cut > 1; cut -= 1) {
      const start = after.slice(0, cut);
      if (rest.endsWith(start)) names.add(rest.slice(0, rest.length - start.length));
    }
  }
  names.delete('');
  return names;
}

/** How many parts an address has from a renamed key on when a key of its own stands below it. */
const partsBelow = 3;

function isWhole(
  rename: Rename,
  orphans: ReadonlyMap<string, Sighting>,
  taken: ReadonlySet<string>,
  { nodes }: Search,
): boolean {
  const [to = ''] = rename.to;
  const affected = nodes.filter(({ kind, parts }) => kind.ownership === 'labels' && parts.includes(to));
  const isAtOneOfTwo = affected.every((node) => {
    const isLeft = previousKeys(node, [rename]).some((key) => orphans.get(key)?.kind === node.kind);
    return taken.has(addressKeyOf(node)) !== isLeft;
  });
  return isAtOneOfTwo && affected.some(({ parts }) => parts.length - parts.indexOf(to) >= partsBelow);
}

/** The labelled objects of ours that nothing declares, by the keys of their addresses, and the keys of the others. */
function ownedByKey({ nodes, observation, owners, isDeclared }: Search) {
  const orphans = new Map<string, Sighting>();
  const taken = new Set<string>();
  const declared = new Set(nodes.map(addressKeyOf));
  for (const sighting of observation.all()) {
    const { labels } = sighting.object;
    if (sighting.kind.ownership !== 'labels' || !isOwned(labels, owners)) continue;
    const key = keyOfLabel(labels[addressLabel]);
    if (key === undefined) continue;
    if (declared.has(key) || isDeclared(key)) taken.add(key);
    else orphans.set(key, sighting);
  }
  return { orphans, taken };
}
