import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { parseYaml } from '@konduct/core/source/yaml';
import { compareText } from '@konduct/core/value/compare-text';
import { isRecord } from '@konduct/core/value/record';

/** The place that a gateway service sends its requests to. */
export interface Destination {
  readonly protocol: string;
  readonly path: string;
  readonly targets: readonly { readonly address: string; readonly weight: unknown }[];
}

/**
 * The destinations of the gateway services in a decK file; those without a route get no traffic.
 *
 * @param value the file's value
 */
export function destinationsIn(value: unknown): Destination[] {
  const upstreams = new Map(listIn(value, 'upstreams').map((upstream) => [upstream.name, upstream]));
  const services = listIn(value, 'services').filter((service) => listIn(service, 'routes').length > 0);
  return services.map(({ host, port, protocol, path }) => {
    const upstream = upstreams.get(host);
    const targets = upstream
      ? listIn(upstream, 'targets').map(({ target, weight }) => ({ address: String(target), weight }))
      : [{ address: `${String(host)}:${String(port)}`, weight: undefined }];
    return { protocol: String(protocol), path: typeof path === 'string' ? path : '/', targets };
  });
}

const usualPorts: Readonly<Record<string, string>> = { http: ':80', https: ':443' };

/**
 * The addresses that the gateway services of a decK file send requests to, each once and in order:
 * `https://a.example/v1`, `https://b.example:8443 (weight 90)`. Undefined for a file that cannot be read.
 */
export function destinationAddresses(text: string): readonly string[] | undefined {
  const { value, diagnostics } = parseYaml({ path: '', text });
  if (hasErrors(diagnostics)) return undefined;
  const addresses = destinationsIn(value).flatMap(({ protocol, path, targets }) =>
    targets.map(({ address, weight }) => {
      const usual = usualPorts[protocol] ?? '';
      const host = usual !== '' && address.endsWith(usual) ? address.slice(0, -usual.length) : address;
      const share = weight === undefined ? '' : ` (weight ${String(weight)})`;
      return `${protocol}://${host}${path.replace(/\/$/, '')}${share}`;
    }),
  );
  return [...new Set(addresses)].sort(compareText);
}

function listIn(value: unknown, key: string): Readonly<Record<string, unknown>>[] {
  const list = isRecord(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
