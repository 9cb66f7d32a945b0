import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { parseUpstreamUrl } from '@konduct/core/manifest/upstream-url';
import { keyRangeOf, rangeOf } from '@konduct/core/source/origin';
import { type SourceRange, startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';
import { readDocument } from '@konduct/openapi/document/read-document';
import { type DocumentServer, documentServers } from './document-servers.ts';
import type { RenderService } from './files.ts';

/**
 * Finds services without a clear target of their traffic. It looks at the gateway's configuration, so that an
 * `upstream` of the manifest, a directive for Kong and a patch count as well as the servers of the document.
 *
 * @param specification the staged document, for places
 * @param converted decK's configuration of the service, with all patches applied
 */
export function trafficProblems(service: RenderService, specification: SourceFile, converted: string): Diagnostic[] {
  if (!mayBeUnclear(converted)) return [];
  const { value } = parseYaml({ path: '', text: converted });
  const unclear = servicesIn(value).flatMap((destination): Unclear[] => unclearIn(destination, service));
  const [worst] = unclear.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  if (!worst) return [];
  return [problem(worst, specification, service.unclearUpstream === 'error' ? 'error' : 'warning')];
}

/**
 * Whether a configuration may have an unclear target, by its text alone: most have one named host and need not be
 * parsed.
 */
export function mayBeUnclear(text: string): boolean {
  return (
    /^(?:- | {2})host: *['"]?(?:localhost|\S*\.localhost|127\.|0\.0\.0\.0|\[?::)/m.test(text) ||
    /^\s+(?:- )?target: /m.test(text)
  );
}

interface Destination {
  readonly protocol: string;
  readonly targets: readonly { readonly address: string; readonly weight: unknown }[];
}

interface Unclear {
  readonly kind: 'several' | 'loopback';
  readonly protocol: string;
  readonly addresses: readonly string[];
}

const order = ['several', 'loopback'] as const;

/** The targets of each gateway service with a route; without a route it gets no traffic. */
function servicesIn(value: unknown): Destination[] {
  const upstreams = new Map(listIn(value, 'upstreams').map((upstream) => [upstream.name, upstream]));
  const services = listIn(value, 'services').filter((service) => listIn(service, 'routes').length > 0);
  return services.map(({ host, port, protocol }) => {
    const upstream = upstreams.get(host);
    const targets = upstream
      ? listIn(upstream, 'targets').map(({ target, weight }) => ({ address: String(target), weight }))
      : [{ address: `${String(host)}:${String(port)}`, weight: undefined }];
    return { protocol: String(protocol), targets };
  });
}

function unclearIn({ protocol, targets }: Destination, service: RenderService): Unclear[] {
  // Weights show that the targets are meant to share the traffic.
  if (targets.some(({ weight }) => weight !== undefined)) return [];
  const addresses = [...new Set(targets.map(({ address }) => address))];
  if (!areRelated(addresses)) return [{ kind: 'several', protocol, addresses }];
  const isUnclear = addresses.some((address) => isLoopback(address) && !isDeclared(address, service));
  return isUnclear ? [{ kind: 'loopback', protocol, addresses }] : [];
}

/** Whether the manifest names this target. If it names a server of the document, that server has been found already. */
function isDeclared(address: string, { upstream }: RenderService): boolean {
  return (upstream?.targets ?? []).some(({ url, server }) => {
    const parsed = url === undefined ? undefined : parseUpstreamUrl(url);
    return server !== undefined || (parsed && 'host' in parsed && `${parsed.host}:${parsed.port}` === address);
  });
}

/** Whether hosts are instances of one system: they differ only in numbers. */
function areRelated(addresses: readonly string[]): boolean {
  const hosts = new Set(addresses.map((address) => hostOf(address).replace(/\d+/g, '#')));
  const ports = new Set(addresses.map((address) => address.slice(hostOf(address).length)));
  // No protocol is right for both ports.
  return hosts.size < 2 && !(ports.has(':80') && ports.has(':443'));
}

function hostOf(address: string): string {
  return address.replace(/:\d+$/, '');
}

function isLoopback(address: string): boolean {
  const host = hostOf(address)
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  return /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|::1?|0*(?::0*)*:0*1)$/.test(host);
}

const declare =
  'Say where it goes with `upstream` of the service in the manifest, there or for one environment, or name one server in the document.';

function problem({ kind, protocol, addresses }: Unclear, file: SourceFile, severity: 'error' | 'warning'): Diagnostic {
  const { value } = readDocument(file);
  const servers = documentServers(value);
  if (kind === 'several') {
    const message = `The gateway would share the traffic of ${file.path} between ${listed(addresses)}`;
    const cause =
      'A document lists servers for people to choose from; a gateway takes all of them for one, in equal parts, with the protocol and the path of the first.';
    return finding('upstream-unclear', message, serversPlace(value, file), { severity, cause, fix: declare });
  }
  const goes = `so that its traffic goes to ${protocol}://${addresses[0] ?? ''}, which is the gateway itself`;
  const [said, at] = whyLoopback(value, servers, file);
  return finding('upstream-unclear', `${file.path} ${said}, ${goes}`, at, { severity, fix: declare });
}

function whyLoopback(
  value: unknown,
  servers: readonly DocumentServer[],
  file: SourceFile,
): readonly [said: string, at: SourceRange] {
  const [first] = servers;
  const at = (first && rangeOf(first.node, 'url')) ?? serversPlace(value, file);
  if (isRecord(value) && value.swagger !== undefined && value.host === undefined) return ['names no `host`', at];
  if (!first && (!isRecord(value) || value.swagger === undefined)) return ['names no server', at];
  if (first && !first.url.includes('//'))
    return [`names the server ${JSON.stringify(first.url)}, which has no host`, at];
  return ['names a server on the machine itself', at];
}

/** The place of the document's servers, or of its start without any. */
function serversPlace(value: unknown, file: SourceFile): SourceRange {
  const keys = ['servers', 'host', 'basePath', 'paths', 'openapi', 'swagger'];
  for (const key of keys) {
    const found = isRecord(value) && value[key] !== undefined ? keyRangeOf(value, key) : undefined;
    if (found) return found;
  }
  return startOf(file.path);
}

function listed(addresses: readonly string[]): string {
  const shown = addresses.slice(0, 5);
  const rest = addresses.length - shown.length;
  const last = rest > 0 ? `${rest} more` : shown.pop();
  return `${shown.join(', ')} and ${last}`;
}

function listIn(value: unknown, key: string): Readonly<Record<string, unknown>>[] {
  const list = isRecord(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
