import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { Fields, NamedEntity } from './entities.ts';

/** The most shared requests of two routes that a message shows. */
const shown = 3;

/**
 * Finds pairs of routes that match the same host, path and method: the gateway chooses one of them by rules that the
 * authors probably did not consider. A warning, because it is allowed, and common for health checks of services behind
 * one gateway.
 */
export function overlaps(routes: readonly NamedEntity[]): Diagnostic[] {
  const owners = new Map<string, NamedEntity>();
  const pairs = new Map<NamedEntity, Map<NamedEntity, string[]>>();
  for (const route of routes) {
    for (const request of requestsOf(route.fields)) {
      const other = owners.get(request);
      if (!other) {
        owners.set(request, route);
      } else if (other !== route && other.name !== route.name) {
        const others = pairs.get(route) ?? new Map<NamedEntity, string[]>();
        others.set(other, [...(others.get(other) ?? []), request]);
        pairs.set(route, others);
      }
    }
  }
  return [...pairs].flatMap(([route, others]) =>
    [...others].map(([other, requests]) => overlap(route, other, requests)),
  );
}

function overlap(route: NamedEntity, other: NamedEntity, requests: readonly string[]): Diagnostic {
  const readable = requests.slice(0, shown).map((request) => request.split('\n').slice(0, 3).join(' '));
  const more = requests.length > shown ? ` and ${requests.length - shown} more` : '';
  return {
    severity: 'warning',
    code: 'deck-overlap',
    message: `The routes ${JSON.stringify(other.name)} and ${JSON.stringify(route.name)} match the same requests: ${readable.join(', ')}${more}`,
    cause: 'The gateway sends such a request to the older of the two routes, whichever service was meant.',
    fix: 'Give one of them another path, a host or a header.',
    at: route.at,
    related: [{ message: 'The other route', at: other.at }],
  };
}

/** Every request that a route matches as one text: `method`, `host`, `path`, and its other conditions. */
function requestsOf(route: Fields): string[] {
  const narrowed = JSON.stringify([
    route.headers ?? null,
    route.snis ?? null,
    route.sources ?? null,
    route.expression ?? null,
  ]);
  const methods = texts(route.methods, 'any method');
  const hosts = texts(route.hosts, 'any host');
  return methods.flatMap((method) =>
    hosts.flatMap((host) => texts(route.paths, 'any path').map((path) => [method, host, path, narrowed].join('\n'))),
  );
}

function texts(value: unknown, any: string): string[] {
  const found = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  return found.length === 0 ? [any] : [...new Set(found)];
}
