import { isFields } from '../rules/merge.ts';
import { outline, scalar } from './outline.ts';

/** The data that Konnect derives from the text of a specification. */
export interface Specification {
  readonly type: 'oas2' | 'oas3' | 'asyncapi';
  /** `info.version`, if there is one. */
  readonly version: string | undefined;
  /** `GET /flights` and so on; undefined when this reader does not know the notation of the text. */
  readonly operations: ReadonlySet<string> | undefined;
}

const TYPES = { swagger: 'oas2', openapi: 'oas3', asyncapi: 'asyncapi' } as const;
const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'connect']);

/**
 * Reads a specification in JSON or YAML. JSON is read completely. Of YAML only the outline is read, which is enough for
 * block style; with flow style the operations stay unknown.
 *
 * @returns undefined when the text is not a specification
 */
export function readSpecification(content: string): Specification | undefined {
  const document = parseJson(content);
  return document === undefined ? readYaml(content) : readJson(document);
}

function parseJson(content: string): unknown {
  if (!content.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function readJson(document: unknown): Specification | undefined {
  if (!isFields(document)) return undefined;
  const type = typeOf((key) => key in document);
  if (type === undefined) return undefined;
  const version =
    isFields(document.info) && document.info.version !== undefined ? String(document.info.version) : undefined;
  const operations = new Set<string>();
  for (const [path, item] of Object.entries(isFields(document.paths) ? document.paths : {})) {
    for (const method of isFields(item) ? Object.keys(item) : []) {
      if (METHODS.has(method)) operations.add(`${method.toUpperCase()} ${path}`);
    }
  }
  return { type, version, operations };
}

function readYaml(content: string): Specification | undefined {
  const top = new Map(outline(content.split(/\r?\n/)).map((entry) => [entry.key, entry]));
  const type = typeOf((key) => top.has(key));
  if (type === undefined) return undefined;
  const info = top.get('info');
  const version =
    outline(info?.below ?? []).find(({ key }) => key === 'version')?.value ?? flowVersion(info?.value ?? '');
  const paths = top.get('paths');
  if (paths === undefined || paths.value === '{}') return { type, version, operations: new Set() };
  if (paths.value !== '') return { type, version, operations: undefined };
  const operations = outline(paths.below).flatMap(({ key: path, below }) =>
    outline(below).flatMap(({ key: method }) => (METHODS.has(method) ? [`${method.toUpperCase()} ${path}`] : [])),
  );
  return { type, version, operations: new Set(operations) };
}

/** `{title: Flights, version: 1.2.3}` on one line. */
function flowVersion(info: string): string | undefined {
  const part = info.split(/[{},]/).find((piece) => piece.trim().startsWith('version:'));
  return part === undefined ? undefined : scalar(part.trim().slice('version:'.length).trim());
}

function typeOf(has: (key: string) => boolean): Specification['type'] | undefined {
  for (const [key, type] of Object.entries(TYPES)) if (has(key)) return type;
  return undefined;
}
