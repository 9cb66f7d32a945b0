import { printJson } from '../plan-file/print-json.ts';
import { sha256 } from '../value/digest.ts';

/** Must be raised with each change of the format. A file of another format is refused. */
export const snapshotFormat = 2;

/** The address of the JSON Schema, as in schemas/snapshot.schema.json. */
export const snapshotSchemaId = 'https://raw.githubusercontent.com/konduct/konduct/main/schemas/snapshot.schema.json';

/** An object as a list showed it, without secrets and without people's addresses. */
export interface KeptObject {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** The fields that lists leave out, where the run read them. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** The contents that others made, where the run read them: names by noun. */
  readonly contents?: Readonly<Record<string, readonly string[]>>;
}

/** A whole list. */
export interface KeptList {
  readonly kind: string;
  /** A region, or `global`. */
  readonly region: string;
  /** The ids of the objects that the list is below; absent for a list of a whole region. */
  readonly parents?: Readonly<Record<string, string>>;
  /** Set for a list that the run could not read. It has no objects. */
  readonly unread?: true;
  readonly objects: readonly KeptObject[];
}

/** The part of a snapshot about one organization. */
export interface KeptOrganization {
  readonly name: string;
  /** The id in Konnect. */
  readonly id: string;
  /** The value of the owner label of the platform that applied. */
  readonly owner: string;
  /** The regions in which all of the lists of labelled kinds were read. */
  readonly regions: readonly string[];
  /** How many people the lists have whom the manifests did not name. Their addresses are left out. */
  readonly unnamed: number;
  readonly lists: readonly KeptList[];
  /** Whether objects exist that no list shows, by id, as far as Konnect was asked. */
  readonly looked: Readonly<Record<string, 'there' | 'gone'>>;
}

/** What a run saw of Konnect at its end, without the digest. */
export interface SnapshotContent {
  readonly $schema: string;
  readonly format: number;
  /** The version of Konduct that wrote it. */
  readonly konduct: string;
  /** When it was taken: `2026-11-30T20:15:00Z`. */
  readonly taken: string;
  /** The commit that was applied, in hex; absent outside of a repository. */
  readonly commit?: string;
  readonly organizations: readonly KeptOrganization[];
}

/**
 * What a run saw of Konnect at its end, as a file for plans that have no token. The same objects, time and commit give
 * the same bytes.
 */
export interface Snapshot extends SnapshotContent {
  /** The SHA-256 of everything else in the file, by which an edit is found. It proves nothing about who wrote it. */
  readonly digest: string;
}

/** Adds the digest to the content of a snapshot. */
export function withDigest(content: SnapshotContent): Snapshot {
  return { ...content, digest: digestOf(content) };
}

/** The digest of the content of a snapshot, of which the order of members is a part. */
export function digestOf(content: SnapshotContent): string {
  return sha256(JSON.stringify(content));
}

/** The bytes of a snapshot, as text. */
export function renderSnapshot(snapshot: Snapshot): string {
  return `${printJson(snapshot)}\n`;
}
