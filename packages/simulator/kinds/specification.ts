import { isFields } from '../rules/merge.ts';

/** What Konnect derives from the text of an API specification. */
export interface Specification {
  readonly type: 'oas2' | 'oas3' | 'asyncapi';
  /** `info.version`, when there is one. */
  readonly version: string | undefined;
  /** `GET /flights` and so on; undefined when the text is in a form this reader does not follow. */
  readonly operations: ReadonlySet<string> | undefined;
}

const TYPES = { swagger: 'oas2', openapi: 'oas3', asyncapi: 'asyncapi' } as const;
const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'connect']);

/**
 * Reads a specification in JSON or YAML. JSON is read whole; of YAML only what Konnect derives is looked for, line by
 * line, which is enough for block style and leaves the operations unknown for flow style.
 * @returns undefined when the text is no specification at all.
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
  const type = typeOf((key) => new RegExp(`^["']?${key}["']?\\s*:`, 'm').test(content));
  if (type === undefined) return undefined;
  const info = /^info\s*:([^\n]*(?:\n(?:[ \t]+[^\n]*)?)*)/m.exec(content)?.[1] ?? '';
  const version = /(?:^|[\s{,])version\s*:\s*(?:"([^"]*)"|'([^']*)'|([^\s,}#]+))/m.exec(info);
  return { type, version: version?.[1] ?? version?.[2] ?? version?.[3], operations: yamlOperations(content) };
}

function typeOf(has: (key: string) => boolean): Specification['type'] | undefined {
  for (const [key, type] of Object.entries(TYPES)) if (has(key)) return type;
  return undefined;
}

/** The keys two levels below `paths:`; undefined when `paths` is written in flow style. */
function yamlOperations(content: string): Set<string> | undefined {
  const lines = content.split('\n');
  const start = lines.findIndex((line) => /^paths\s*:\s*(#.*)?$/.test(line));
  if (start < 0) return /^paths\s*:\s*\{\s*\}/m.test(content) ? new Set() : undefined;
  const operations = new Set<string>();
  let pathIndent = -1;
  let methodIndent = -1;
  let path = '';
  for (const line of lines.slice(start + 1)) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const indent = line.length - line.trimStart().length;
    if (indent === 0) break;
    if (pathIndent < 0) pathIndent = indent;
    const key = /^\s*(?:"([^"]+)"|'([^']+)'|([^\s'"#][^\n]*?))\s*:(?:\s|$)/.exec(line);
    const name = key?.[1] ?? key?.[2] ?? key?.[3];
    if (name === undefined) continue;
    if (indent === pathIndent) {
      path = name;
      methodIndent = -1;
    } else if (indent > pathIndent) {
      if (methodIndent < 0) methodIndent = indent;
      if (indent === methodIndent && METHODS.has(name)) operations.add(`${name.toUpperCase()} ${path}`);
    }
  }
  return operations;
}
