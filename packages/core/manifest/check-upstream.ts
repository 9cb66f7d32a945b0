import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import type { Manifest } from './manifest.ts';
import type { UpstreamTarget } from './table/upstream.ts';
import { parseUpstreamUrl } from './upstream-url.ts';

/**
 * Checks `upstream` of services and environments: a gateway must be able to use each address, and the targets of one
 * service must agree.
 */
export function checkUpstreams(manifest: Manifest): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const team of manifest.teams.values())
    for (const service of team.services.values()) found.push(...problemsOf(service.upstream, service.key, service));
  for (const organization of manifest.organizations.values())
    for (const environment of organization.environments.values())
      for (const team of environment.teams?.values() ?? [])
        for (const service of team.services?.values() ?? [])
          found.push(...problemsOf(service.upstream, `${service.key} in ${environment.key}`, service));
  return found;
}

function problemsOf(targets: readonly UpstreamTarget[] | undefined, of: string, holder: object): Diagnostic[] {
  if (!targets) return [];
  const place = rangeOf(holder, 'upstream');
  if (targets.length === 0) {
    const fix = 'Name an address, or leave the key out to have the traffic go where the document says.';
    return [finding('upstream-invalid', `The upstream of ${of} is an empty list`, place, { fix })];
  }
  const found = targets.flatMap((target): Diagnostic[] => {
    const problem = targetProblem(target);
    if (problem === undefined) return [];
    const at = rangeOf(target, 'url') ?? rangeOf(target) ?? place;
    return [finding('upstream-invalid', `The upstream of ${of} ${problem}`, at, { fix: example })];
  });
  if (found.length > 0) return found;
  return [...repeated(targets, of, place), ...different(targets, of, place), ...withoutTraffic(targets, of, place)];
}

const example = 'Write it like `https://flights.internal.example/v1`, or name a server of the document with `server`.';

function targetProblem({ url, server }: UpstreamTarget): string | undefined {
  if (url === undefined && server === undefined) return 'names neither a `url` nor a `server`';
  if (url !== undefined && server !== undefined) return 'has a `url` and a `server`, of which one has to be chosen';
  if (server?.trim() === '') return 'is empty';
  if (url === undefined) return undefined;
  const parsed = parseUpstreamUrl(url);
  return 'problem' in parsed ? parsed.problem : undefined;
}

/** Reports targets that are named twice: a gateway refuses the second one in the middle of a sync. */
function repeated(targets: readonly UpstreamTarget[], of: string, place: ReturnType<typeof rangeOf>): Diagnostic[] {
  const seen = new Map<string, UpstreamTarget>();
  return targets.flatMap((target) => {
    const { url, server = '' } = target;
    const address = url === undefined ? undefined : parseUpstreamUrl(url);
    const isAddress = address && !('problem' in address);
    const same = isAddress ? `${address.host.toLowerCase()} port ${address.port}` : `server ${server.trim()}`;
    const other = seen.get(same);
    seen.set(same, other ?? target);
    if (!other) return [];
    const at = rangeOf(target, url === undefined ? 'server' : 'url') ?? rangeOf(target) ?? place;
    const shown = isAddress ? `${address.host}:${address.port}` : `the server ${JSON.stringify(server)}`;
    return finding('upstream-invalid', `The upstream of ${of} names ${shown} twice`, at, {
      cause: 'A Kong upstream has each target once. How much of the traffic one gets is its weight.',
      fix: 'Name it once, with the `weight` that it should have.',
      related: [{ message: 'It is named here, too', at: rangeOf(other) ?? place }],
    });
  });
}

/** Reports targets with different protocols or paths: a gateway service has one of each for all its targets. */
function different(targets: readonly UpstreamTarget[], of: string, at: ReturnType<typeof rangeOf>): Diagnostic[] {
  const parsed = targets.flatMap(({ url }) => {
    const address = url === undefined ? undefined : parseUpstreamUrl(url);
    return address && !('problem' in address) ? [address] : [];
  });
  const differing = (['protocol', 'path'] as const).find((key) => new Set(parsed.map((one) => one[key])).size > 1);
  if (differing === undefined) return [];
  return [
    finding('upstream-invalid', `The addresses of the upstream of ${of} differ in their ${differing}`, at, {
      cause: 'A gateway service has one protocol and one path for all of its targets.',
      fix: `Give all of them the same ${differing}.`,
    }),
  ];
}

/** Reports targets of which none gets any traffic. */
function withoutTraffic(targets: readonly UpstreamTarget[], of: string, at: ReturnType<typeof rangeOf>): Diagnostic[] {
  if (targets.some(({ weight }) => weight !== 0)) return [];
  return [
    finding('upstream-invalid', `The upstream of ${of} has no place with a weight above 0`, at, {
      cause: 'A place with the weight 0 gets no traffic, and here all of them have it.',
      fix: 'Give at least one of them a weight above 0, or leave the weight out, which is 100.',
    }),
  ];
}
