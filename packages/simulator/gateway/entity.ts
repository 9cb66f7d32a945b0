import type { Shape } from '../rules/shape.ts';

/** A field with a reference to another entity, as `{id}`. */
export interface ForeignKey {
  readonly collection: string;
  /** The effect of deleting the other entity on this one. */
  readonly onDelete: 'cascade' | 'refuse';
}

/** One collection of gateway entities, as its differences from other collections. */
export interface Entity {
  /** Its path below `core-entities/`. */
  readonly collection: string;
  /** Fields beside id, tags and timestamps; all but the required ones may be null. */
  readonly fields: Readonly<Record<string, Shape>>;
  /** Each list of fields is unique together within a control plane. */
  readonly unique?: readonly (readonly string[])[];
  readonly references?: Readonly<Record<string, ForeignKey>>;
  /** References that are not checked when they are written: dotted fields with the collections they lead to. */
  readonly uses?: Readonly<Record<string, string>>;
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Fields that may replace the id in a path. */
  readonly names?: readonly string[];
  /**
   * The operations of the flat path (contract 3.15.0); others are only on the path below the parent. All by default.
   */
  readonly flat?: 'list' | 'read';
  /** Set for entities without `updated_at`. */
  readonly unmodified?: true;
}
