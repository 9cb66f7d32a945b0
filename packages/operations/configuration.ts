import path from 'node:path';
import { expand } from '@konduct/core/blueprint/expand';
import { linkBlueprints } from '@konduct/core/blueprint/link';
import { builtinFiles } from '@konduct/core/builtin.generated';
import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import { type Diagnostic, hasErrors, sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import type { Documents } from '@konduct/core/graph/documents';
import { buildGraph } from '@konduct/core/graph/graph';
import type { ResourceGraph, ResourceNode } from '@konduct/core/graph/node';
import type { Organization } from '@konduct/core/instance/instance';
import { organizationInstances } from '@konduct/core/instance/organization';
import { documentKinds } from '@konduct/core/kind/document-kinds';
import { kindRegistry } from '@konduct/core/kind/kind';
import { environmentOrder } from '@konduct/core/manifest/environment-order';
import { loadManifest } from '@konduct/core/manifest/load';
import { ownerOf } from '@konduct/core/manifest/owner';
import type { Rename } from '@konduct/core/plan/rename';
import type { SecretRef } from '@konduct/core/secret/secret';
import { originOf } from '@konduct/core/source/origin';
import type { SourceFile } from '@konduct/core/source/source-file';
import { sha256 } from '@konduct/core/value/digest';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { deckTeams } from './deck/teams.ts';
import { DeclaredKeys } from './declared-keys.ts';
import { FolderListing } from './folder-listing.ts';
import { frontMatterProblems } from './front-matter.ts';
import { type ReadSecret, standIn } from './named-secrets.ts';
import type { PlatformOptions } from './options.ts';
import { PlatformDocuments } from './platform-documents.ts';
import { type PlatformFiles, readPlatformFiles } from './platform-files.ts';
import { RenderedServices } from './rendered-services.ts';
import { selectionProblems } from './selection.ts';
import { TextFiles } from './text-file.ts';
import { unreadFiles } from './unread-files.ts';

/** One organization as its manifests describe it. */
export interface ConfiguredOrganization {
  readonly name: string;
  readonly owner: string;
  readonly accessToken: SecretRef | undefined;
  readonly graph: ResourceGraph;
  /** Earlier names of the platform: objects with these owners count as ours. */
  readonly previousOwners: readonly string[];
  /** The changes of keys in `moved`. */
  readonly moved: readonly Rename[];
  /** Regions that the manifests list in addition to those of environments. */
  readonly listedRegions: readonly string[];
  /** The environments that each environment depends on, directly or through others. */
  readonly environmentOrder: ReadonlyMap<string, readonly string[]>;
  /** The regions of its environments, each once. */
  readonly regions: readonly string[];
  /** Whether another organization of the manifests declares the address with a key. */
  readonly isDeclaredElsewhere: (key: string) => boolean;
  /** The options with which its manifests were read. */
  readonly source: PlatformOptions;
  /** The kinds that blueprints name, those that come with Konduct included. */
  readonly namedKinds: ReadonlySet<string>;
  /** The gateway services in its committed decK files. */
  readonly renderedServices: RenderedServices;
}

/** An organization of the manifests, selected or not, and the source of its token. */
export interface DeclaredToken {
  readonly name: string;
  readonly accessToken: SecretRef | undefined;
}

/** The files that a run was made from. */
export interface InputFiles {
  /** Manifests and blueprints, with those that come with Konduct. */
  readonly files: readonly SourceFile[];
  /**
   * The SHA-256 of specifications and other files that were read for resources so far, by path. Planning reads more of
   * them.
   */
  readonly documents: ReadonlyMap<string, string>;
}

/** A platform directory after reading, checking and expanding it. */
export interface Configuration {
  /** The tokens of all organizations in the manifests. */
  readonly tokens: readonly DeclaredToken[];
  /** The selected organizations, in the manifest's order. */
  readonly organizations: readonly ConfiguredOrganization[];
  readonly documents: PlatformDocuments;
  /** The folders of the platform directory. */
  readonly listing: FolderListing;
  /** Every organization as expressions see it; empty when a blueprint has errors. */
  readonly instances: readonly Organization[];
  readonly diagnostics: readonly Diagnostic[];
  readonly inputs: InputFiles;
}

/**
 * Reads a platform directory and computes everything that does not need Konnect. The findings of all stages are
 * returned together. With an error among them, the graphs may be shown but not applied; with an error in a blueprint
 * there are none.
 *
 * @param whole reads staged documents in full
 * @param maskSecret called with texts in the manifests that look like secrets in the wrong place
 * @param readSecret reads the secrets that blueprints name; by default they are replaced with stand-ins
 */
export function configure(
  options: PlatformOptions,
  whole: boolean,
  maskSecret: (value: string) => void,
  readSecret: ReadSecret = standIn,
): Configuration {
  const files = readPlatformFiles(options, maskSecret);
  const read = new Map<string, string>();
  const texts = new TextFiles(files.directory, path.resolve(options.workspace), (file) => {
    if (!read.has(file.path)) read.set(file.path, sha256(file.text));
  });
  const inputs = { files: [...builtinFiles, ...files.blueprints, ...files.manifests], documents: read };
  const documents = new PlatformDocuments(texts, whole, readSecret);
  const listing = new FolderListing(files.directory);
  // Without a manifest, findings about its contents would make no sense.
  if (files.manifests.length === 0)
    return {
      tokens: [],
      organizations: [],
      documents,
      listing,
      instances: [],
      diagnostics: sortDiagnostics(files.diagnostics),
      inputs,
    };

  const { loaded, linked, instances } = understand(files, options.allowLiteralSecrets);
  const expansionOf = (instance: Organization) => expandInstance(instance, linked.blueprints, documents);
  const isChosen = ({ key }: Organization) => options.organizations.length === 0 || options.organizations.includes(key);
  const expanded = instances.filter(isChosen).map((instance) => {
    const expansion = expansionOf(instance);
    const { graph, diagnostics } = buildGraph(instance.key, expansion.nodes, expansion.blank, originOf(instance)?.self);
    const differing = frontMatterProblems(graph.nodes, expansion.blank, (digest) => documents.publishedAs(digest));
    return { graph, diagnostics: [...expansion.diagnostics, ...diagnostics, ...differing] };
  });
  const declared = new DeclaredKeys(
    instances,
    new Map(expanded.map(({ graph }) => [graph.organization, graph.nodes])),
    (instance) => expansionOf(instance).nodes,
  );
  const everything = { organizations: [], environments: [] };
  const organizations = expanded.flatMap(({ graph }): ConfiguredOrganization[] => {
    const name = graph.organization;
    const organization = loaded.manifest.organizations.get(name);
    if (!organization) return [];
    const { owner, previous } = ownerOf(loaded.manifest, organization);
    const regions = [...organization.environments.values()].flatMap(({ region }) => region ?? []);
    return [
      {
        name,
        owner,
        accessToken: organization.accessToken,
        graph,
        previousOwners: previous,
        moved: loaded.manifest.moved,
        listedRegions: organization.regions,
        environmentOrder: environmentOrder(organization),
        regions: [...new Set(regions)],
        isDeclaredElsewhere: (key) => declared.byOthersThan(name, key),
        source: options,
        namedKinds: namedKinds(linked.blueprints),
        renderedServices: new RenderedServices(
          texts,
          deckTeams(
            instances.filter(({ key }) => key === name),
            everything,
          ),
        ),
      },
    ];
  });
  const found = [...expanded.flatMap(({ diagnostics }) => diagnostics), ...documents.diagnostics];
  const isWhole = options.organizations.length === 0 || files.blueprints.length === 0;
  // An organization that is not expanded may publish more files.
  const unread =
    files.directoryIsThere && isWhole && instances.length > 0
      ? unreadFiles(
          { directory: files.directory, workspace: path.resolve(options.workspace) },
          listing,
          {
            organizations: [...loaded.manifest.organizations.keys()],
            teams: deckTeams(instances, everything),
            published: documents.published,
          },
          // With errors, the reason for a folder may only seem to be gone.
          { deep: whole, whole: !loaded.manifest.incomplete && !hasErrors(loaded.diagnostics) },
        )
      : [];
  const diagnostics = sortDiagnostics([
    ...files.diagnostics,
    ...unread,
    ...loaded.diagnostics,
    ...linked.diagnostics,
    ...selectionProblems(loaded.manifest, options),
    ...found.filter(({ code }) => !isEcho(code, loaded.diagnostics)),
  ]);
  const tokens = [...loaded.manifest.organizations.values()].map(({ key, accessToken }) => ({
    name: key,
    accessToken,
  }));
  return { tokens, organizations, documents, listing, instances, diagnostics, inputs };
}

/** The resources of an organization in the files of an older commit. */
export interface PastResources {
  readonly nodes: readonly ResourceNode[];
  /** Whether the files have no errors. With errors, the list of resources may be incomplete. */
  readonly isWhole: boolean;
}

/**
 * The resources of one organization, as far as they do not need staged documents. Empty where the manifests do not have
 * it.
 */
export function pastResources(
  files: Omit<PlatformFiles, 'directory' | 'directoryIsThere'>,
  organization: string,
): PastResources {
  const { loaded, linked, instances } = understand(files, true);
  const instance = instances.find(({ key }) => key === organization);
  const expansion = instance && expandInstance(instance, linked.blueprints, { get: () => undefined });
  const diagnostics = [...loaded.diagnostics, ...linked.diagnostics, ...(expansion?.diagnostics ?? [])];
  return { nodes: expansion?.nodes ?? [], isWhole: !hasErrors(files.diagnostics) && !hasErrors(diagnostics) };
}

/** Reads manifests and links blueprints; nothing is expanded. */
function understand(files: Omit<PlatformFiles, 'directory' | 'directoryIsThere'>, allowLiteralSecrets: boolean) {
  const loaded = loadManifest(files.manifests, { allowLiteralSecrets, incomplete: hasErrors(files.diagnostics) });
  const linked = linkBlueprints(
    { builtin: builtinFiles.filter(isBlueprint), own: files.blueprints },
    kindRegistry([...konnectKinds, ...documentKinds]),
  );
  // With errors in a blueprint nothing is expanded: each service would repeat the same mistake in other words.
  const instances = hasErrors(linked.diagnostics) ? [] : organizationInstances(loaded.manifest, loaded.apiNames);
  return { loaded, linked, instances };
}

function expandInstance(
  instance: Organization,
  blueprints: ReturnType<typeof linkBlueprints>['blueprints'],
  documents: Documents,
): ReturnType<typeof expand> {
  const root = { blueprint: 'organization', organization: instance.key, spec: { organization: instance } };
  return expand(root, blueprints, documents);
}

/**
 * Whether a finding repeats an earlier one. Names and paths that collide in a manifest collide again as resources and
 * files, with a message further from the cause.
 */
function isEcho(code: DiagnosticCode, said: readonly Diagnostic[]): boolean {
  const causes = echoes[code];
  return causes !== undefined && said.some((diagnostic) => causes.includes(diagnostic.code));
}

const echoes: Readonly<Partial<Record<DiagnosticCode, readonly DiagnosticCode[]>>> = {
  'identity-duplicate': [
    'service-claimed-twice',
    'api-name-conflict',
    'control-plane-name-conflict',
    'portal-name-conflict',
  ],
  'file-outside': ['path-conflict'],
};

/** The kinds of resources in blueprints, and in those that come with Konduct, which own ones may replace. */
export function namedKinds(blueprints: ReturnType<typeof linkBlueprints>['blueprints']): ReadonlySet<string> {
  const named = [...blueprints.values()].flatMap(({ order }) =>
    order.flatMap(({ target }) => (target.type === 'blueprint' ? [] : [target.kind.name])),
  );
  return new Set([...named, ...builtinKinds]);
}

const builtinKinds = builtinFiles
  .filter(isBlueprint)
  .flatMap(({ text }) => [...text.matchAll(/^ {4}kind: ([A-Z]\w*)$/gm)].flatMap(([, kind]) => kind ?? []));

/** Whether a configuration has no errors, so that it may be applied. */
export function isUsable(configuration: Configuration): boolean {
  return !hasErrors(configuration.diagnostics);
}

function isBlueprint({ path: name }: { readonly path: string }): boolean {
  return !name.endsWith('/environment-types.yaml');
}
