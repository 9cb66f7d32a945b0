import type { Shape } from '../rules/shape.ts';

/** A field that points to another entity, as `{id}`. */
export interface ForeignKey {
  readonly collection: string;
  /** What deleting the other entity does to this one. */
  readonly onDelete: 'cascade' | 'refuse';
}

/** One collection of gateway entities: what differs between them. */
export interface Entity {
  /** Its path below `core-entities/`. */
  readonly collection: string;
  /** Fields beside id, tags and timestamps; all but the required ones may be null. */
  readonly fields: Readonly<Record<string, Shape>>;
  /** Each list of fields is unique together within a control plane. */
  readonly unique?: readonly (readonly string[])[];
  readonly references?: Readonly<Record<string, ForeignKey>>;
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Fields that name an entity in a path instead of its id. */
  readonly names?: readonly string[];
  /** What the flat path allows (contract 3.15.0); the others are written below their parent. Everything by default. */
  readonly flat?: 'list' | 'read';
  /** Without `updated_at`. */
  readonly unmodified?: true;
}
