import type { Field } from '../kind/field.ts';
import type { Kind } from '../kind/kind.ts';
import { holdsSecrets, withoutSecrets } from '../kind/secret-field.ts';
import type { Observation } from '../observe/observation.ts';
import { acceptedDigest } from '../plan/digest.ts';
import { digestLabel } from '../provider/ownership.ts';
import { type Collection, collectionKey, type Fields, type Labels, type ObservedObject } from '../provider/provider.ts';
import { compareText } from '../value/compare-text.ts';
import { canonical } from '../value/digest.ts';
import { HiddenAddresses, hasUnnamed, mapTexts } from './addresses.ts';
import type { KeptList, KeptObject, KeptOrganization } from './snapshot.ts';

/** What a run saw of an organization at its end. */
export interface Seen {
  readonly name: string;
  /** The id in Konnect. */
  readonly id: string;
  readonly owner: string;
  /** The regions in which all lists of labelled kinds were read. */
  readonly regions: readonly string[];
  readonly observation: Observation;
  /** The keys of the lists that a plan may do without and that could not be read. Other unread lists are left out. */
  readonly unread: ReadonlySet<string>;
  /** The addresses that the manifests name. */
  readonly addresses: ReadonlySet<string>;
  /** Replaces secrets in a text. */
  readonly clean: (text: string) => string;
}

/**
 * An organization's part of a snapshot: every list that was read. Fields with secrets, digests that are made of secrets,
 * people's names and all e-mail addresses are left out; see {@link HiddenAddresses}.
 */
export function keptOrganization(seen: Seen): KeptOrganization {
  const { name, id, owner, regions, observation, unread } = seen;
  const addresses = new HiddenAddresses(id, seen.addresses);
  const change = (text: string) => addresses.hide(seen.clean(text));
  const failed = new Set(observation.unread.map(collectionKey));
  const lists = observation.lists.flatMap(({ collection, list }): KeptList[] => {
    const key = collectionKey(collection);
    if (failed.has(key)) return unread.has(key) ? [{ ...headOf(collection), unread: true, objects: [] }] : [];
    const objects = [...list.objects].sort(byId);
    return [
      { ...headOf(collection), objects: objects.map((object) => kept(collection.kind, object, observation, change)) },
    ];
  });
  return {
    name,
    id,
    owner,
    regions: [...regions].sort(compareText),
    unnamed: lists.flatMap(({ objects }) => objects).filter(({ fields }) => hasUnnamed(fields.email)).length,
    lists,
    looked: Object.fromEntries([...observation.looked].sort(([a], [b]) => compareText(a, b))),
  };
}

function headOf({ kind, region, parents }: Collection): Pick<KeptList, 'kind' | 'region' | 'parents'> {
  return { kind: kind.name, region, ...(kind.collection.length === 0 ? {} : { parents }) };
}

function byId(a: ObservedObject, b: ObservedObject): number {
  return (
    compareText(String(a.fields.id ?? ''), String(b.fields.id ?? '')) ||
    compareText(JSON.stringify(canonical(a.fields)), JSON.stringify(canonical(b.fields)))
  );
}

function kept(
  kind: Kind,
  object: ObservedObject,
  observation: Observation,
  change: (text: string) => string,
): KeptObject {
  const hidden = (fields: Fields) =>
    mapTexts(canonical(withoutPeople(kind, withoutSecrets(kind, fields))), change) as Fields;
  const labels = mapTexts(canonical(withoutSecretDigest(kind, object)), change) as Labels;
  const detail = observation.detail(object);
  const contents = observation.contents(object);
  return {
    fields: hidden(object.fields),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(detail ? { detail: hidden(detail) } : {}),
    ...(contents ? { contents: Object.fromEntries(contents.map(({ noun, names }) => [noun, names.map(change)])) } : {}),
  };
}

function withoutPeople(kind: Kind, fields: Fields): Fields {
  const isPersonal = (name: string) => (kind.fields[name] ?? kind.computed[name])?.personal === true;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !isPersonal(name)));
}

/**
 * The labels of an object without a digest that is made of secrets: everybody may read a snapshot, and each guess at a
 * secret can be tried on its digest. The digest of an object that was taken as it is has no secret in it.
 */
function withoutSecretDigest(kind: Kind, { fields, labels }: ObservedObject): Labels {
  const digest = labels[digestLabel];
  if (digest === undefined || digest === acceptedDigest(kind, fields)) return labels;
  if (!Object.values(kind.fields).some(mayHoldSecrets)) return labels;
  const { [digestLabel]: _secret, ...others } = labels;
  return others;
}

function mayHoldSecrets(field: Field): boolean {
  return holdsSecrets(field) || Object.values(field.properties ?? {}).some(mayHoldSecrets);
}
