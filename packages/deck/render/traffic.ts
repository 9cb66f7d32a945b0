import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { parseUpstreamUrl } from '@konduct/core/manifest/upstream-url';
import { keyRangeOf, rangeOf } from '@konduct/core/source/origin';
import { type SourceRange, startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';
import { readDocument } from '@konduct/openapi/document/read-document';
import { type Destination, destinationsIn } from './destinations.ts';
import { addressOf, type DocumentServer, documentServers, type ServerList, serverLists } from './document-servers.ts';
import type { RenderService } from './files.ts';
import { mayBeOwnHost, ownHost } from './own-host.ts';

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
  const { value: document } = readDocument(specification);
  const unclear = destinationsIn(value).flatMap((destination) => unclearIn(destination, service, document));
  const [worst] = unclear.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  if (!worst) return [];
  return [problem(worst, service, document, specification)];
}

/**
 * Whether a configuration may have an unclear target, by its text alone: most have one named host and need not be
 * parsed.
 */
export function mayBeUnclear(text: string): boolean {
  return mayBeOwnHost.test(text) || /^\s+(?:- )?target: /m.test(text);
}

interface Unclear {
  readonly kind: (typeof order)[number];
  readonly destination: Destination;
  readonly addresses: readonly string[];
  /** The servers of the document that the traffic goes to; undefined where it goes there for another reason. */
  readonly source: ServerList | undefined;
}

/** The worst first. */
const order = ['several', 'metadata', 'machine', 'parts'] as const;

function unclearIn(destination: Destination, service: RenderService, document: unknown): Unclear[] {
  const { targets } = destination;
  // Weights show that the targets are meant to share the traffic.
  if (targets.some(({ weight }) => weight !== undefined)) return [];
  const addresses = [...new Set(targets.map(({ address }) => address))];
  const source = sourceOf(destination, document);
  const unclear = (kind: Unclear['kind']): Unclear[] => [{ kind, destination, addresses, source }];
  if (!areRelated(addresses)) return unclear('several');
  for (const address of addresses) {
    const own = ownHost(hostOf(address));
    if (own && !isDeclared(address, service)) return unclear(own);
  }
  const isGuess =
    source && haveDifferentParts(source, destination) && !(service.upstream && source.holder === document);
  return isGuess ? unclear('parts') : [];
}

/** The list of servers in the document that decK made a destination of. */
function sourceOf({ targets, path }: Destination, document: unknown): ServerList | undefined {
  const lists = serverLists(document).filter(({ servers }) => {
    const addresses = new Set(servers.map(addressOf).map(({ host, port }) => `${host}:${port}`));
    return targets.every(({ address }) => addresses.has(address));
  });
  return lists.find(({ servers }) => servers[0] && addressOf(servers[0]).path === path) ?? lists[0];
}

/**
 * Whether servers differ in path or protocol, so that the gateway service, which has one of each, has those of the
 * first. It is no guess if a directive or a patch sets another path.
 */
function haveDifferentParts({ holder, servers }: ServerList, { path }: Destination): boolean {
  const defaults = holder['x-kong-service-defaults'];
  const [first] = servers;
  if (!first || addressOf(first).path !== path || (isRecord(defaults) && defaults.path !== undefined)) return false;
  return partsOf(servers).length > 1;
}

/** The different protocols and paths of servers, as in `https /v1`. */
function partsOf(servers: readonly DocumentServer[]): string[] {
  return [
    ...new Set(servers.map(addressOf).map(({ protocol, path }) => `${protocol} ${path.replace(/(?<=.)\/$/, '')}`)),
  ];
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

const declare =
  'Say where it goes with `upstream` of the service in the manifest, there or for one environment, or name one server in the document.';

function problem(
  { kind, destination, addresses, source }: Unclear,
  service: RenderService,
  document: unknown,
  file: SourceFile,
): Diagnostic {
  const isError = service.unclearUpstream === 'error';
  const severity = isError ? 'error' : 'warning';
  // An error holds the service, so that the traffic does not move.
  const kept = isError ? ['The service keeps the gateway configuration that it had until that is mended.'] : [];
  const because = (...sentences: readonly string[]) => {
    const all = [...sentences, ...kept];
    return all.length > 0 ? { cause: all.join(' ') } : {};
  };
  if (kind === 'several') {
    const message = `The gateway would share the traffic of ${service.key} between ${listed(addresses)}`;
    const cause =
      'A document lists servers for people to choose from; a gateway takes all of them for one, in equal parts, with the protocol and the path of the first.';
    const place = serversPlace(source?.holder ?? document, file);
    return finding('upstream-unclear', message, place, { severity, ...because(cause), fix: declare });
  }
  const { protocol, path } = destination;
  if (kind === 'parts') {
    const parts = listed(partsOf(source?.servers ?? []));
    const message = `The servers in the document of ${service.key} differ in protocol or path, and its traffic would go to ${protocol}://${addresses[0] ?? ''}${path}`;
    const cause = `A gateway service has one protocol and one path: those of the first server are taken, of ${parts}.`;
    const place = serversPlace(source?.holder ?? document, file);
    return finding('upstream-unclear', message, place, { severity, ...because(cause), fix: declare });
  }
  const is = kind === 'machine' ? 'the gateway itself' : 'what the cloud tells the gateway’s machine about itself';
  const target = `${protocol}://${addresses[0] ?? ''}`;
  const [said, at] = whyOwnHost(document, source, kind, file);
  if (said === undefined) {
    const message = `The gateway configuration of ${service.key} sends its traffic to ${target}, which is ${is}, and which the document does not name`;
    return finding('upstream-unclear', message, at, { severity, ...because(), fix: elsewhere });
  }
  const goes = `so that its traffic ${isError ? 'would go' : 'goes'} to ${target}, which is ${is}`;
  const message = `The document of ${service.key} ${said}, ${goes}`;
  return finding('upstream-unclear', message, at, { severity, ...because(), fix: declare });
}

const elsewhere =
  'Change the `x-kong-` directive or the patch that names it. If none does, the manifest or the document changed since: run `konduct deck render`.';

/** What a document says that leads to the gateway's own host; undefined where it leads elsewhere. */
function whyOwnHost(
  document: unknown,
  source: ServerList | undefined,
  kind: 'machine' | 'metadata',
  file: SourceFile,
): readonly [said: string | undefined, at: SourceRange] {
  const { servers, holder } = source ?? { servers: documentServers(document), holder: document };
  const own = servers.find((server) => ownHost(addressOf(server).host));
  const first = own ?? servers[0];
  const at = (first && rangeOf(first.node, 'url')) ?? serversPlace(document, file);
  if (isRecord(document) && document.swagger !== undefined && document.host === undefined)
    return ['names no `host`', at];
  if (!first && (!isRecord(document) || document.swagger === undefined)) return ['names no server', at];
  const whose = holder === document ? '' : ' for a part of its paths';
  if (first && !first.url.includes('//'))
    return [`names the server ${JSON.stringify(first.url)}${whose}, which has no host`, at];
  if (!own) return [undefined, at];
  return [`names a server on ${kind === 'machine' ? 'the machine itself' : 'its own network'}${whose}`, at];
}

/** The place of the servers of a document, a path or an operation, or of the document's start without any. */
function serversPlace(holder: unknown, file: SourceFile): SourceRange {
  const keys = ['servers', 'host', 'basePath', 'paths', 'openapi', 'swagger'];
  for (const key of keys) {
    const found = isRecord(holder) && holder[key] !== undefined ? keyRangeOf(holder, key) : undefined;
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
