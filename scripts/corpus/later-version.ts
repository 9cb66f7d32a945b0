import { parseDocument } from '@konduct/openapi/bundle/document';
import { writeJson } from '@konduct/openapi/document/write-json';

type Json = Readonly<Record<string, unknown>>;

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

export interface LaterVersion {
  readonly text: string;
  /** `GET /flights`: the operation that it lacks. */
  readonly removed: string;
}

/**
 * A document as its next version might be: without its first operation that is not deprecated, which breaks whoever calls
 * it. The removal of a deprecated operation was announced and need not be breaking. Undefined for a document that cannot
 * be read or has no such operation.
 */
export function laterVersion(path: string, text: string): LaterVersion | undefined {
  const { value, diagnostics } = parseDocument(path, text);
  const document = diagnostics.length === 0 ? asJson(value) : undefined;
  const paths = asJson(document?.paths);
  for (const [name, item] of Object.entries(paths ?? {})) {
    const operations = asJson(item);
    const method = methods.find((each) => {
      const operation = asJson(operations?.[each]);
      return operation !== undefined && operation.deprecated !== true && operation.deprecated !== 'true';
    });
    if (!operations || method === undefined) continue;
    const { [method]: _, ...others } = operations;
    const changed = { ...document, paths: { ...paths, [name]: others } };
    return { text: writeJson(changed).text, removed: `${method.toUpperCase()} ${name}` };
  }
  return undefined;
}

function asJson(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
