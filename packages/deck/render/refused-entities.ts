import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { parseUpstreamUrl } from '@konduct/core/manifest/upstream-url';
import { rangeOf } from '@konduct/core/source/origin';
import { type SourceRange, startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';
import { readDocument } from '@konduct/openapi/document/read-document';
import { directivePlace } from './directive-place.ts';
import { operationOf, placeOfPath } from './document-operations.ts';
import { addressOf, serverLists, variablesWithoutDefault } from './document-servers.ts';
import { type Entity, type EntityKind, type RefusedValue, refusedValues } from './entity-rules.ts';
import type { RenderService } from './files.ts';
import { refusedNames } from './refused-names.ts';

/**
 * Finds what Kong or decK would refuse in the middle of a sync, so that it holds this service alone: empty names and
 * invalid patterns, values that the contract does not allow, and entities that are there twice.
 *
 * @param specification the staged document, for places
 * @param converted decK's configuration of the service, with all patches applied
 */
export function refusedEntities(service: RenderService, specification: SourceFile, converted: string): Diagnostic[] {
  const { value } = parseYaml({ path: '', text: converted });
  const { value: document } = readDocument(specification);
  const source = { service, file: specification, document };
  const found = [
    ...refusedNames(specification, document, value),
    ...entitiesIn(value).flatMap((entity) => valueProblems(entity, source)),
    ...repeatedEntities(entitiesIn(value), source),
  ];
  const distinct = new Map(found.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
  return [...distinct.values()].slice(0, most);
}

/** The most findings of one service: a specification may have thousands. */
const most = 20;

/** What a configuration was made of. */
interface Source {
  readonly service: RenderService;
  readonly file: SourceFile;
  readonly document: unknown;
}

interface KindedEntity {
  readonly kind: EntityKind;
  readonly entity: Entity;
  /** The entity that has it in a list. */
  readonly parent?: Entity;
}

function entitiesIn(converted: unknown): readonly KindedEntity[] {
  const services = listIn(converted, 'services').flatMap((entity): KindedEntity[] => [
    { kind: 'service', entity },
    ...listIn(entity, 'routes').map((route) => ({ kind: 'route', entity: route, parent: entity }) as const),
  ]);
  const upstreams = listIn(converted, 'upstreams').flatMap((entity): KindedEntity[] => [
    { kind: 'upstream', entity },
    ...listIn(entity, 'targets').map((target) => ({ kind: 'target', entity: target, parent: entity }) as const),
  ]);
  return [...services, ...upstreams];
}

function valueProblems({ kind, entity }: KindedEntity, source: Source): Diagnostic[] {
  return refusedValues(kind, entity).map((refused) => {
    const { field, value, why } = refused;
    const { at, fix } = origin(refused, source);
    const of = kind === 'route' && field === 'paths' ? 'path' : field === 'tags' ? 'tag' : `${field} of a ${kind},`;
    const shown = JSON.stringify(typeof value === 'string' ? value.slice(0, 200) : value);
    const message = `Kong would refuse the ${of} ${shown} that ${source.file.path} is turned into: ${why}`;
    return finding('field-value', message, at, {
      cause: 'Such a value would end the sync of its whole team in the middle.',
      fix,
    });
  });
}

/** Where a refused value comes from, and what to do about it there. */
function origin(
  { field, value }: RefusedValue,
  { service, file, document }: Source,
): { readonly at: SourceRange; readonly fix: string } {
  const directive = directivePlace(document, field, value);
  if (directive) return { at: directive, fix: 'Change the `x-kong-` directive that has it.' };
  if (service.upstream?.at && isDeclared(service, value))
    return { at: service.upstream.at, fix: 'Change the `upstream` in the manifest.' };
  const path = field === 'paths' ? placeOfPath(String(value), document) : undefined;
  if (path) return { at: path, fix: 'Begin each key of `paths` with one `/`, and leave no part of it empty.' };
  const servers = serverLists(document).flatMap((list) => list.servers);
  const server = servers.find((one) => {
    const { protocol, host, port, path } = addressOf(one);
    return [protocol, host, `${host}:${port}`, path].includes(String(value));
  });
  if (server) {
    const [variable] = variablesWithoutDefault(server);
    const fix =
      variable === undefined
        ? 'Write a server that a gateway can use, or set `upstream` of the service in the manifest.'
        : `Give the variable \`${variable}\` of the server a \`default\`, or set \`upstream\` of the service in the manifest.`;
    return { at: rangeOf(server.node, 'url') ?? startOf(file.path), fix };
  }
  return { at: startOf(file.path), fix: 'Change it in the document, or in the patches in folders named deck.' };
}

function isDeclared({ upstream }: RenderService, value: unknown): boolean {
  return (upstream?.targets ?? []).some(({ url }) => {
    const parsed = url === undefined ? undefined : parseUpstreamUrl(url);
    if (!parsed || 'problem' in parsed) return false;
    return [parsed.host, `${parsed.host}:${parsed.port}`, parsed.path].includes(String(value));
  });
}

/** Finds names, and targets of one upstream, that are there twice. */
function repeatedEntities(entities: readonly KindedEntity[], source: Source): Diagnostic[] {
  const first = new Map<string, KindedEntity>();
  return entities.flatMap((one): Diagnostic[] => {
    const { kind, entity, parent } = one;
    const name = kind === 'target' ? entity.target : entity.name;
    if (typeof name !== 'string' || name === '') return [];
    const key = JSON.stringify([kind, name, kind === 'target' ? parent?.name : undefined]);
    const other = first.get(key);
    if (!other) first.set(key, one);
    return other ? [repeated(kind, name, [other, one], source)] : [];
  });
}

function repeated(
  kind: EntityKind,
  name: string,
  [first, second]: readonly [KindedEntity, KindedEntity],
  { service, file, document }: Source,
): Diagnostic {
  const shown = JSON.stringify(name);
  if (kind === 'target') {
    const place = service.upstream?.at ?? directivePlace(document, kind, name) ?? startOf(file.path);
    const message = `${file.path} is turned into an upstream with the target ${shown} twice`;
    return finding('deck-collision', message, place, {
      cause: 'A Kong upstream has each target once. How much of the traffic one gets is its weight.',
      fix: 'Name it once: in `upstream` of the manifest, in `x-kong-upstream-defaults`, or in the patches in folders named deck.',
    });
  }
  const [before, after] = [first, second].map(({ entity }) =>
    operationOf(kind === 'service' ? (listIn(entity, 'routes')[0] ?? {}) : entity, document),
  );
  const operations = before && after ? `: ${before.shown} and ${after.shown}` : '';
  return finding(
    'deck-collision',
    `${file.path} is turned into two ${kind}s with the name ${shown}${operations}`,
    after?.at ?? startOf(file.path),
    {
      cause: 'Names come from `operationId`, or from method and path without one. A control plane has each name once.',
      fix: 'Give one of the two operations another `operationId`, or an `x-kong-name`.',
      related: [{ message: 'The other operation of this name', at: before?.at }],
    },
  );
}

function listIn(value: unknown, key: string): readonly Entity[] {
  const list = isRecord(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
