import { ExactNumber } from '@konduct/core/source/exact-number';
import { compareText } from '@konduct/core/value/compare-text';
import { isRecord } from '@konduct/core/value/record';
import { methods } from './grammar.ts';

/** The main facts about an API. */
export interface ApiFacts {
  /** The text in the document: `1.10`, with or without quotes. */
  readonly version?: string;
  /** The addresses of its servers without credentials, each once, those of the whole API first. */
  readonly servers: readonly string[];
  /** `GET /flights`, by path and in OpenAPI's order of methods. */
  readonly operations: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

/** @param strict an OpenAPI 3 document whose values have their types */
export function apiFacts(strict: Json): ApiFacts {
  const paths = isRecord(strict.paths) ? strict.paths : {};
  const items = Object.entries(paths)
    .filter((entry): entry is [string, Json] => isRecord(entry[1]))
    .sort(([a], [b]) => compareText(a, b));
  const operations = items.flatMap(([path, item]) =>
    methods.flatMap((method) => (isRecord(item[method]) ? [`${method.toUpperCase()} ${path}`] : [])),
  );
  const own = items.flatMap(([, item]) => [
    ...addresses(item.servers),
    ...methods.flatMap((method) => (isRecord(item[method]) ? addresses(item[method].servers) : [])),
  ]);
  const version = isRecord(strict.info) ? strict.info.version : undefined;
  const told = typeof version === 'string' ? { version } : {};
  const moved = [strict, ...items.flatMap(([, item]) => [item, ...methods.map((method) => item[method])])].flatMap(
    kongHost,
  );
  const whole = kongHost(strict).length > 0 ? [] : addresses(strict.servers);
  return { ...told, servers: [...new Set([...whole, ...own, ...moved])], operations };
}

/** The host that `x-kong-service-defaults` gives the gateway's service in place of that of the servers. */
function kongHost(part: unknown): string[] {
  const defaults = isRecord(part) ? part['x-kong-service-defaults'] : undefined;
  if (!isRecord(defaults) || typeof defaults.host !== 'string') return [];
  const { protocol = 'https', host, port, path = '' } = defaults;
  return [address(`${protocol}://${host}${port === undefined ? '' : `:${port}`}${path}`, undefined)];
}

function addresses(servers: unknown): string[] {
  if (!Array.isArray(servers)) return [];
  return servers.flatMap((server: unknown) =>
    isRecord(server) && typeof server.url === 'string' ? [address(server.url, server.variables)] : [],
  );
}

/** The address with the defaults of its variables, and without user, password and query. */
function address(url: string, variables: unknown): string {
  const filled = url.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const variable = isRecord(variables) && Object.hasOwn(variables, name) ? variables[name] : undefined;
    const value = isRecord(variable) ? variable.default : undefined;
    return typeof value === 'string' || value instanceof ExactNumber ? String(value) : whole;
  });
  return filled
    .replace(/^([a-z][\w+.-]*:)?\/\/[^/?#]*@/i, '$1//')
    .replace(/[?#].*$/, '')
    .replace(/\/$/, '');
}
