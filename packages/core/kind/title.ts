import { valueAt } from '../value/value-at.ts';
import type { Kind } from './kind.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** The name of the object whose id a field holds; undefined while it is unknown. */
export type NameOfReferred = (path: string) => string | undefined;

/** Fills a sentence with `{field}` in it: with names for ids, and with the values of other fields. */
export function fillSentence(
  sentence: string,
  fields: Readonly<Record<string, unknown>>,
  nameOf: NameOfReferred,
): string {
  return sentence.replace(/\{([\w.]+)\}/g, (_, path: string) => nameOf(path) ?? shown(valueAt(fields, path)));
}

/** The name of an object for people: the kind's `title`, its name, or a readable value that identifies it. */
export function titleOf(
  kind: Kind,
  fields: Readonly<Record<string, unknown>>,
  nameOf: NameOfReferred,
): string | undefined {
  if (kind.title !== undefined) return fillSentence(kind.title, fields, nameOf);
  for (const path of ['name', ...kind.identity]) {
    const value = valueAt(fields, path);
    if (typeof value === 'string' && !uuid.test(value)) return value;
  }
  return undefined;
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '(not known yet)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
