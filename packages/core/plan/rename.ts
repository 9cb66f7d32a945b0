import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { showAddress } from '../graph/address.ts';
import type { ResourceNode } from '../graph/node.ts';
import type { Kind } from '../kind/kind.ts';
import { addressKey, addressKeyOf, isOwned, keyOfLabel, slugOf, slugOfLabel } from '../observe/labels.ts';
import type { Observation, Sighting } from '../observe/observation.ts';
import { addressLabel } from '../provider/ownership.ts';
import type { SourceRange } from '../source/range.ts';

/** A renamed key of the manifest: a part of addresses, before and after. */
export interface Rename {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The place of the `moved` entry. */
  readonly at?: SourceRange | undefined;
}

/** The keys of a resource's addresses before keys in its address were renamed. */
export function previousKeys({ parts }: ResourceNode, renames: readonly Rename[]): string[] {
  return renames.flatMap(({ from, to }) =>
    previousParts(parts, from, to).map((before) => addressKey(showAddress(before))),
  );
}

/** The parts of an address with `from` in place of `to`. */
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
 * A note for each `moved` entry that has nothing left to do: no object has the old key of any resource.
 *
 * @param isLeft whether an object of ours has a key
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
 * Finds renamed keys without a `moved` entry: objects of ours that no manifest declares belong to resources under a new
 * key. A key counts as renamed only if every resource of the new key has its object under one of the two keys, none
 * under both, and one of them has a key of its own, such as a service: a new team that replaces another one brings its
 * own services. Objects under the new key were moved by an earlier run that was interrupted.
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
  // Two old keys for one new key, or the reverse, must be decided by people.
  return accepted.filter(
    ({ from, to }) => accepted.filter((other) => other.from[0] === from[0] || other.to[0] === to[0]).length === 1,
  );
}

/** The most orphans of a kind that are looked at: a renamed key is in the addresses of all of them. */
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

/** The possible old slugs of a part, from labels that have the rest of the address around it. */
function namesBefore(parts: readonly string[], index: number, slugs: readonly string[]): ReadonlySet<string> {
  const before = index === 0 ? '' : `${slugOf(showAddress(parts.slice(0, index)))}-`;
  const after = index === parts.length - 1 ? '' : `-${slugOf(showAddress(parts.slice(index + 1)))}`;
  const names = new Set<string>();
  for (const slug of slugs) {
    if (!slug.startsWith(before)) continue;
    const rest = slug.slice(before.length);
    if (rest.endsWith(after)) names.add(rest.slice(0, rest.length - after.length));
    // If a label is cut off, the beginning of the next part must match.
    for (let cut = after.length - 1; cut > 1; cut -= 1) {
      const start = after.slice(0, cut);
      if (rest.endsWith(start)) names.add(rest.slice(0, rest.length - start.length));
    }
  }
  names.delete('');
  return names;
}

/** The number of parts from a renamed key to the next key in an address. */
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

/** The undeclared labelled objects of ours, by the keys of their addresses, and the keys of the others. */
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
