import { isRecord } from '@konduct/core/value/record';

/** One of the servers at the top of a document. */
export interface DocumentServer {
  /** The address with the defaults of its variables. */
  readonly url: string;
  readonly description: string | undefined;
  /** The server's object in the document, with its place. */
  readonly node: Readonly<Record<string, unknown>>;
}

/** The servers at the top of an OpenAPI 3 document, in their order. */
export function documentServers(document: unknown): readonly DocumentServer[] {
  if (!isRecord(document) || !Array.isArray(document.servers)) return [];
  return document.servers.filter(isRecord).map((node) => ({
    url: filledIn(node),
    description: typeof node.description === 'string' ? node.description.trim() : undefined,
    node,
  }));
}

function filledIn({ url, variables }: Readonly<Record<string, unknown>>): string {
  const text = typeof url === 'string' ? url.trim() : '';
  if (!isRecord(variables)) return text;
  return text.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const variable = variables[name];
    const value = isRecord(variable) ? variable.default : undefined;
    return value === undefined || value === null ? whole : String(value);
  });
}

/**
 * The servers that a manifest names: by their description, or by one of their `x-` keys, as `x-internal` or
 * `x-stage=production`.
 */
export function serversNamed(servers: readonly DocumentServer[], name: string): readonly DocumentServer[] {
  const described = servers.filter(({ description }) => description === name.trim());
  if (described.length > 0 || !name.startsWith('x-')) return described;
  const [key = '', ...rest] = name.split('=');
  const wanted = rest.length === 0 ? undefined : rest.join('=');
  return servers.filter(({ node }) => {
    const value = Object.hasOwn(node, key) ? node[key] : undefined;
    if (value === undefined || value === null || value === false) return false;
    return wanted === undefined || String(value) === wanted;
  });
}
