import { isRecord } from '@konduct/core/value/record';

/** One of the servers of a document. */
export interface DocumentServer {
  /** The address with the defaults of its variables. */
  readonly url: string;
  readonly description: string | undefined;
  /** The server's object in the document, with its place. */
  readonly node: Readonly<Record<string, unknown>>;
}

/** The servers at the top of an OpenAPI 3 document, or of a path or an operation, in their order. */
export function documentServers(document: unknown): readonly DocumentServer[] {
  if (!isRecord(document) || !Array.isArray(document.servers)) return [];
  return document.servers.filter(isRecord).map((node) => ({
    url: filledIn(node),
    description: typeof node.description === 'string' ? node.description.trim() : undefined,
    node,
  }));
}

/** The servers of a whole document, of a path or of an operation. */
export interface ServerList {
  /** The object with the key `servers`. */
  readonly holder: Readonly<Record<string, unknown>>;
  readonly servers: readonly DocumentServer[];
}

/** Every list of servers in an OpenAPI 3 document: that of the whole document, then those of its paths and operations. */
export function serverLists(document: unknown): readonly ServerList[] {
  const paths = isRecord(document) && isRecord(document.paths) ? Object.values(document.paths).filter(isRecord) : [];
  const holders = [document, ...paths.flatMap((path) => [path, ...Object.values(path)])];
  return holders.flatMap((holder) => {
    const servers = documentServers(holder);
    return isRecord(holder) && servers.length > 0 ? [{ holder, servers }] : [];
  });
}

/** Where decK sends the traffic for a server. */
export interface ServerAddress {
  readonly protocol: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/**
 * Reads a server's address as decK does: a variable without a default is empty, and what a relative address lacks is
 * `https://localhost:443`.
 */
export function addressOf({ url }: DocumentServer): ServerAddress {
  const text = url.replace(/\{[^{}]*\}/g, '');
  const [, given, authority, rest] = /^(?:([A-Za-z][\w+.-]*):(?:\/\/([^/?#]*))?)?([^?#]*)/.exec(text) ?? [];
  const [, name = '', digits] = /^(?:.*@)?(\[.*\]|[^:]*)(?::(\d+))?$/.exec(authority ?? '') ?? [];
  const protocol = given?.toLowerCase() ?? 'https';
  return {
    protocol,
    host: name.replace(/^\[|\]$/g, '') || 'localhost',
    port: digits === undefined ? (protocol === 'http' ? 80 : 443) : Number(digits),
    path: rest || '/',
  };
}

/** The variables in a server's address that have no default. */
export function variablesWithoutDefault({ url }: DocumentServer): readonly string[] {
  return [...url.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name]) => name ?? []);
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
