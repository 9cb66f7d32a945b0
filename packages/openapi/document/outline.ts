import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { isRecord } from '@konduct/core/value/record';
import { readDocument } from './read-document.ts';
import { textOf } from './text-of.ts';

/** What a catalogue of APIs, such as Konnect's, derives from a document. */
export interface ApiOutline {
  readonly type: 'oas2' | 'oas3' | 'asyncapi';
  /** `info.version` as its author wrote it, where there is one. */
  readonly version: string | undefined;
  /** `GET /flights` and so on. */
  readonly operations: ReadonlySet<string>;
}

const types = [
  ['swagger', 'oas2'],
  ['openapi', 'oas3'],
  ['asyncapi', 'asyncapi'],
] as const;

const methods: ReadonlySet<string> = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'connect',
]);

/**
 * The outline of a value that `readDocument` read, with numbers as `ExactNumber`s where `info.version` may be one.
 * Undefined for what is no OpenAPI, Swagger or AsyncAPI document.
 */
export function outlineOf(value: unknown): ApiOutline | undefined {
  if (!isRecord(value)) return undefined;
  const type = types.find(([key]) => Object.hasOwn(value, key))?.[1];
  if (type === undefined) return undefined;
  const { info, paths } = value;
  const operations = new Set<string>();
  for (const [path, item] of Object.entries(isRecord(paths) ? paths : {})) {
    for (const method of isRecord(item) ? Object.keys(item) : [])
      if (methods.has(method)) operations.add(`${method.toUpperCase()} ${path}`);
  }
  return { type, version: isRecord(info) ? textOf(info.version) : undefined, operations };
}

/** Reads a text and gives its outline; undefined for what cannot be read, too. */
export function readOutline(text: string): ApiOutline | undefined {
  const { value, diagnostics } = readDocument({ path: 'specification', text }, { exactNumbers: true });
  return hasErrors(diagnostics) ? undefined : outlineOf(value);
}
