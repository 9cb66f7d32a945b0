import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { parseUpstreamUrl, type UpstreamAddress } from '@konduct/core/manifest/upstream-url';
import { rangeOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';
import { readDocument } from '@konduct/openapi/document/read-document';
import { type DocumentServer, documentServers, serversNamed } from './document-servers.ts';
import type { DeclaredUpstream, RenderService } from './files.ts';
import { inputOf } from './input.ts';

interface Target extends UpstreamAddress {
  readonly weight: number | undefined;
}

type Entity = Readonly<Record<string, unknown>>;

/**
 * The patch that sends the traffic of a converted document to the manifest's `upstream`. It changes every gateway
 * service for the servers of the whole document. Services for paths and operations with servers of their own stay
 * unchanged.
 *
 * @param document the document that decK was given
 * @param converted decK's configuration before any patch
 */
export function upstreamPatch(
  { key, upstream }: RenderService,
  document: SourceFile,
  converted: string,
): { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] } | undefined {
  if (!upstream) return undefined;
  const servers = documentServers(readDocument(document).value);
  const found = targetsOf(upstream, servers, key, document.path);
  if ('diagnostics' in found) return found;
  const { value } = parseYaml({ path: '', text: converted });
  const services = entitiesIn(value, 'services');
  const upstreams = entitiesIn(value, 'upstreams');
  const host = servers.length > 0 ? services[0]?.host : 'localhost';
  const concerned = services.filter((service) => service.host === host);
  return {
    text: JSON.stringify({ _format_version: '1.0', patches: patches(found.targets, concerned, upstreams, host) }),
  };
}

/**
 * The problems of the manifest's `upstream` with a staged document, without decK: a server that the document does not
 * have, or servers that a gateway cannot share the traffic between. A document that cannot be given to decK has none.
 */
export function upstreamProblems({ key, upstream }: RenderService, specification: SourceFile): readonly Diagnostic[] {
  if (!upstream) return [];
  const given = inputOf(specification);
  if ('diagnostics' in given) return [];
  const servers = documentServers(readDocument({ ...specification, text: given.text }).value);
  const found = targetsOf(upstream, servers, key, specification.path);
  return 'diagnostics' in found ? found.diagnostics : [];
}

function patches(
  targets: readonly Target[],
  concerned: readonly Entity[],
  upstreams: readonly Entity[],
  host: unknown,
): readonly object[] {
  const [first] = targets;
  if (!first) return [];
  const { protocol, port, path } = first;
  const before = upstreams.find(({ name }) => name === host);
  const isShared = targets.length > 1;
  const name = before ? host : `${String(concerned[0]?.name ?? '')}.upstream`;
  const values = {
    protocol,
    host: isShared ? name : first.host,
    port,
    ...(path === undefined ? {} : { path }),
  };
  const others = upstreams.filter((one) => one !== before);
  const tags = before?.tags ?? concerned[0]?.tags ?? [];
  const shared = {
    ...(before ?? { name, tags }),
    targets: targets.map((target) => ({
      target: `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`,
      weight: target.weight ?? 100,
      tags,
    })),
  };
  return [
    ...concerned.map((service) => ({ selectors: [`$.services[?(@.name==${quoted(String(service.name))})]`], values })),
    ...(isShared || before
      ? [{ selectors: ['$'], values: { upstreams: isShared ? [...others, shared] : others } }]
      : []),
  ];
}

/**
 * The name of a service in quotes. decK uses letters, digits, dashes and underscores; other characters are removed,
 * because they could end the quotes.
 */
function quoted(name: string): string {
  return `'${name.replace(/[\\']/g, '\\$&')}'`;
}

function targetsOf(
  { targets, at }: DeclaredUpstream,
  servers: readonly DocumentServer[],
  key: string,
  path: string,
): { readonly targets: readonly Target[] } | { readonly diagnostics: readonly Diagnostic[] } {
  const found: Target[] = [];
  for (const target of targets) {
    const { url, server, weight } = target;
    const place = rangeOf(target) ?? at ?? startOf(path);
    const named = server === undefined ? [] : serversNamed(servers, server);
    if (server !== undefined && named.length !== 1)
      return { diagnostics: [unknownServer(server, named.length, servers, key, path, place)] };
    const parsed = parseUpstreamUrl(url ?? named[0]?.url ?? '');
    if ('problem' in parsed) {
      const what = server === undefined ? `The upstream of ${key}` : `The server ${JSON.stringify(server)} of ${path}`;
      const fix = 'Write the address into the manifest, as in `https://flights.internal.example/v1`.';
      return { diagnostics: [finding('upstream-invalid', `${what} ${parsed.problem}`, place, { fix })] };
    }
    // A server of the document without a path means the root path. An address in the manifest without a path leaves the
    // path to the document.
    found.push({ ...parsed, ...(server === undefined ? {} : { path: parsed.path ?? '/' }), weight });
  }
  const differing = (['protocol', 'path'] as const).find((one) => new Set(found.map((target) => target[one])).size > 1);
  if (differing === undefined) return { targets: found };
  const problem = finding('upstream-invalid', `The places of the upstream of ${key} differ in their ${differing}`, at, {
    cause: 'A gateway service has one protocol and one path for all of its targets.',
    fix: `Choose places with the same ${differing}, or write their addresses.`,
  });
  return { diagnostics: [problem] };
}

function unknownServer(
  server: string,
  count: number,
  servers: readonly DocumentServer[],
  key: string,
  path: string,
  at: ReturnType<typeof startOf>,
): Diagnostic {
  const descriptions = servers.flatMap(({ description }) =>
    description === undefined ? [] : JSON.stringify(description),
  );
  const shown = JSON.stringify(server);
  const message =
    count === 0
      ? `The upstream of ${key} names the server ${shown}, which ${path} does not have`
      : `The upstream of ${key} names the server ${shown}, and ${path} has ${count} of them`;
  return finding('upstream-invalid', message, at, {
    cause:
      descriptions.length === 0
        ? 'None of its servers has a description.'
        : `Its servers are described as ${descriptions.slice(0, 10).join(', ')}.`,
    fix: 'Name one of them by its `description` or by an `x-` key that it alone has, or write the address.',
  });
}

function entitiesIn(value: unknown, kind: 'services' | 'upstreams'): readonly Entity[] {
  const list = isRecord(value) ? value[kind] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
