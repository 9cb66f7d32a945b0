import type { ResourceNode } from '../graph/node.ts';
import { addressLabel, ownerLabel, protectedLabel, protectedSuffix } from '../provider/ownership.ts';
import type { Fields, Labels } from '../provider/provider.ts';
import { sha256 } from '../value/digest.ts';

/** Konnect refuses label values of more than 63 characters; 16 of ours are the hash and one joins. */
const slugLength = 46;

/**
 * The value of the address label: a readable slug and 16 hex digits of the address's SHA-256, because label values are
 * short and addresses have no limit. For a protected object it ends in `.protected`.
 */
export function addressLabelValue(address: string, isProtected = false): string {
  const suffix = isProtected ? protectedSuffix : '';
  const slug = slugOf(address)
    .slice(0, slugLength - suffix.length)
    .replace(/-$/, '');
  const hash = addressKey(address);
  return `${slug === '' ? hash : `${slug}-${hash}`}${suffix}`;
}

/** The slug of an address in a label: its letters and digits, with a hyphen for everything between them. */
export function slugOf(address: string): string {
  return address
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The slug in an address label, which may be cut off. */
export function slugOfLabel(label: string): string {
  return label.replace(/-?[0-9a-f]{16}(?:\.protected)?$/, '');
}

/** The key of an address in labels: 16 hex digits, the same with and without protection. */
export function addressKey(address: string): string {
  return sha256(address).slice(0, 16);
}

/** The key in an address label, or undefined for a label that is not one of ours. */
export function keyOfLabel(label: string | undefined): string | undefined {
  return label === undefined ? undefined : /(?:^|-)([0-9a-f]{16})(?:\.protected)?$/.exec(label)?.[1];
}

/** A text that follows from a resource, worked out once: hashing thousands of addresses takes noticeable time. */
function kept(textOf: (node: ResourceNode) => string): (node: ResourceNode) => string {
  const texts = new WeakMap<ResourceNode, string>();
  return (node) => {
    const known = texts.get(node);
    if (known !== undefined) return known;
    const text = textOf(node);
    texts.set(node, text);
    return text;
  };
}

/** The key of a resource's address. */
export const addressKeyOf = kept(({ address }) => addressKey(address));

/** The value of a resource's address label. */
export const addressLabelOf = kept(({ address, isProtected }) => addressLabelValue(address, isProtected));

/** Whether an object in Konnect is protected from deletion: by our label, or by the label that people set. */
export function isProtectedInKonnect(labels: Labels): boolean {
  return isProtectedByUs(labels) || isProtectedByPeople(labels);
}

/** Whether people protect an object in Konnect. Any value but `false` protects, so that a typing error does, too. */
export function isProtectedByPeople(labels: Labels): boolean {
  const value = labels[protectedLabel];
  return value !== undefined && value.toLowerCase() !== 'false';
}

/** Whether our label protects an object. */
export function isProtectedByUs(labels: Labels): boolean {
  return labels[addressLabel]?.endsWith(protectedSuffix) === true;
}

/** koctl's mark on its objects. */
const koctlMarker = 'ko-konnect-orchestrator';

/** The labels of koctl on portals and APIs. They are removed by an adoption, because Konnect allows five labels. */
const koctlLabels: readonly string[] = [koctlMarker, 'env-name', 'env-type', 'team-name', 'service-name'];

/** Whether koctl marked the object as its own. */
export function hasKoctlMarker(labels: Labels): boolean {
  return labels[koctlMarker] === 'true';
}

/** Whether a change takes koctl's mark from an object, by its differing fields. */
export function losesKoctlMarker(fields: readonly { readonly path: string; readonly before?: unknown }[]): boolean {
  return fields.some(({ path, before }) => path === `labels.${koctlMarker}` && before === 'true');
}

/** Whether the object carries the owner label of this platform, or one that it had under a previous name. */
export function isOwned(labels: Labels, owners: ReadonlySet<string>): boolean {
  const owner = labels[ownerLabel];
  return owner !== undefined && owners.has(owner);
}

/** The other owner of an object, in words; undefined without one. */
export function foreignOwner(labels: Labels, owners: ReadonlySet<string>): string | undefined {
  const owner = labels[ownerLabel];
  if (owner !== undefined && !owners.has(owner)) return `another platform repository, ${JSON.stringify(owner)}`;
  // kongctl labels everything it manages with its namespace.
  const namespace = labels['KONGCTL-namespace'];
  return namespace === undefined ? undefined : `kongctl, namespace ${JSON.stringify(namespace)}`;
}

/** The labels that an object of ours must have: those of its template and its owner. */
export function wantedLabels(node: ResourceNode, fields: Fields, owner: string): Labels {
  const wanted: Record<string, string> = {};
  for (const [key, value] of templateLabels(fields)) if (typeof value === 'string') wanted[key] = value;
  return { ...wanted, [ownerLabel]: owner, [addressLabel]: addressLabelOf(node) };
}

/**
 * All labels after the write. Labels of others are kept, koctl's are removed on adoption, and `null` in the template
 * removes one.
 */
export function finalLabels(observed: Labels, wanted: Labels, fields: Fields, adopting: boolean): Labels {
  const removed = new Set(adopting ? koctlLabels : []);
  for (const [key, value] of templateLabels(fields)) if (value === null) removed.add(key);
  const kept = Object.entries(observed).filter(([key]) => !removed.has(key));
  return { ...Object.fromEntries(kept), ...wanted };
}

function templateLabels({ labels }: Fields): [string, unknown][] {
  return typeof labels === 'object' && labels !== null ? Object.entries(labels) : [];
}
