import { valueAt } from '../value/value-at.ts';
import { fieldAt, type Kind } from './kind.ts';

/** An object that another object refers to by its id. */
export interface Referred {
  /** The dotted path of the field with the id. */
  readonly path: string;
  /** The kind of the object; undefined where a field names the kind and its value is unknown to us. */
  readonly kind: string | undefined;
  readonly id: string;
  /** The region of the object, where a field has it. */
  readonly region?: string;
}

/** The objects that an object's fields refer to. */
export function referralsOf(kind: Kind, fields: Readonly<Record<string, unknown>>): Referred[] {
  return referringPaths(kind).flatMap((path) => referralAt(kind, fields, path) ?? []);
}

/** The name of the kind that the field at a path always refers to; undefined where it refers to none, or to several. */
export function kindReferredTo(kind: Kind, path: string): string | undefined {
  const refers = fieldAt(kind, path)?.refers;
  return refers && 'kind' in refers ? refers.kind : undefined;
}

/** The object that the field at a path refers to, or undefined where the field holds no id of one object. */
export function referralAt(kind: Kind, fields: Readonly<Record<string, unknown>>, path: string): Referred | undefined {
  const refers = fieldAt(kind, path)?.refers;
  const id = valueAt(fields, path);
  if (!refers || typeof id !== 'string') return undefined;
  if ('kind' in refers) return { path, kind: refers.kind, id };
  if (id === refers.every) return undefined;
  const region = refers.region === undefined ? undefined : valueAt(fields, refers.region);
  const kindOf = refers.kinds[String(valueAt(fields, refers.by))];
  return { path, kind: kindOf, id, ...(typeof region === 'string' ? { region } : {}) };
}

const paths = new WeakMap<Kind, readonly string[]>();

function referringPaths(kind: Kind): readonly string[] {
  const known = paths.get(kind);
  if (known) return known;
  const found = Object.entries(kind.fields).flatMap(([name, field]) =>
    [name, ...Object.keys(field.properties ?? {}).map((member) => `${name}.${member}`)].filter(
      (path) => fieldAt(kind, path)?.refers !== undefined,
    ),
  );
  paths.set(kind, found);
  return found;
}
