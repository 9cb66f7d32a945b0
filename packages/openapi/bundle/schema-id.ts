import { isRecord } from '@konduct/core/value/record';
import { isUrl } from './reference.ts';

/** The `$id` of a schema: references below it are relative to it, and not to the file that it stands in. */
export interface SchemaId {
  readonly text: string;
  /** Where it stands, as its author finds it. */
  readonly place: string;
  /** Whether the schema is all of its file, so that `#` means the file with the `$id` and without it. */
  readonly isOfFile: boolean;
  /** The next `$id` above it. */
  readonly above: SchemaId | undefined;
}

/** Whether documents like this one know `$id` at all: OpenAPI has it from 3.1 on, with JSON Schema. */
export function knowsIds({ openapi }: Readonly<Record<string, unknown>>): boolean {
  return openapi !== undefined && !/^3\.0(?:\.|$)/.test(String(openapi));
}

/** The text of an `$id` that gives a schema an address. One that begins with `#` is a name, as in old drafts. */
export function idOf(schema: unknown): string | undefined {
  const text = isRecord(schema) && Object.hasOwn(schema, '$id') ? schema.$id : undefined;
  return typeof text === 'string' && text !== '' && !text.startsWith('#') ? text : undefined;
}

/**
 * Whether a reference means below an `$id` what it would mean without it.
 *
 * @param base the file that the reference stands in
 * @param location the file that it means without the `$id`
 * @param root what stands in that file
 */
export function meansTheSame(reference: string, id: SchemaId, base: string, location: string, root: unknown): boolean {
  if (reference.startsWith('#')) return id.isOfFile;
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(reference)) return true;
  const meant = addressOf(reference, addressOf(id.text, fileAddress(base)));
  const targetId = idOf(root);
  const own = fileAddress(location);
  return meant !== undefined && (meant === own || (targetId !== undefined && meant === addressOf(targetId, own)));
}

function fileAddress(location: string): string {
  return isUrl(location) ? location : `file:///${location.split('/').map(encodeURIComponent).join('/')}`;
}

/** An address without its fragment; undefined for what is none. */
function addressOf(text: string, base: string | undefined): string | undefined {
  const url = base === undefined ? null : URL.parse(text, base);
  if (url) url.hash = '';
  return url?.href.replace(/#$/, '');
}
