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
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { deckTeams } from './deck/teams.ts';
import { DeclaredKeys } from './declared-keys.ts';
import { type ReadSecret, standIn } from './named-secrets.ts';
import type { PlatformOptions } from './options.ts';
import { PlatformDocuments } from './platform-documents.ts';
import { type PlatformFiles, readPlatformFiles } from './platform-files.ts';
import { RenderedServices } from './rendered-services.ts';
import { selectionProblems } from './selection.ts';
import { TextFiles } from './text-file.ts';
import { unreadFiles } from './unread-files.ts';

/** One organization as its manifests want it. */
export interface ConfiguredOrganization {
  readonly name: string;
  readonly owner: string;
  readonly accessToken: SecretRef | undefined;
  readonly graph: ResourceGraph;
  /** Owners whose objects count as ours: names that the platform had before. */
  readonly previousOwners: readonly string[];
  /** Keys of the manifests that people say were renamed. */
  readonly moved: readonly Rename[];
  /** Regions that the manifests list beside those of environments. */
  readonly listedRegions: readonly string[];
  /** The environments that each environment depends on, directly or through others. */
  readonly environmentOrder: ReadonlyMap<string, readonly string[]>;
  /** The regions that its environments are in, each once. */
  readonly regions: readonly string[];
  /** Whether another organization of the manifests declares an address, by its key. */
  readonly isDeclaredElsewhere: (key: string) => boolean;
  /** Where its manifests were read. */
  readonly source: PlatformOptions;
  /** What its committed decK files say of gateway services. */
  readonly renderedServices: RenderedServices;
}

/** An organization of the manifests, selected or not, and where its token is. */
export interface DeclaredToken {
  readonly name: string;
  readonly accessToken: SecretRef | undefined;
}

/** A platform directory that was read, understood and expanded. */
export interface Configuration {
  /** Of all organizations of the manifests. */
  readonly tokens: readonly DeclaredToken[];
  /** Those the selection names, in the manifest's order. */
  readonly organizations: readonly ConfiguredOrganization[];
  readonly documents: PlatformDocuments;
  /** Every organization as expressions see it; none where a blueprint has errors. */
  readonly instances: readonly Organization[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a platform directory and works out everything that can be known without asking Konnect. All findings of all
 * stages come together; with an error among them the graphs are for looking at only, and with one in a blueprint there
 * are none.
 *
 * @param whole reads staged documents in full
 * @param maskSecret told of what looks like a secret in the manifests themselves, where none belongs
 * @param readSecret reads the secrets that blueprints name; stand-ins are in their place when left out
 */
export function configure(
  options: PlatformOptions,
  whole: boolean,
  maskSecret: (value: string) => void,
  readSecret: ReadSecret = standIn,
): Configuration {
  const files = readPlatformFiles(options, maskSecret);
  const texts = new TextFiles(files.directory, path.resolve(options.workspace));
  const documents = new PlatformDocuments(texts, whole, readSecret);
  // With no file there is nothing to say about what is in them.
  if (files.manifests.length === 0)
    return {
      tokens: [],
      organizations: [],
      documents,
      instances: [],
      diagnostics: sortDiagnostics(files.diagnostics),
    };

  const { loaded, linked, instances } = understand(files, options.allowLiteralSecrets);
  const expansionOf = (instance: Organization) => expandInstance(instance, linked.blueprints, documents);
  const isChosen = ({ key }: Organization) => options.organizations.length === 0 || options.organizations.includes(key);
  const expanded = instances.filter(isChosen).map((instance) => {
    const expansion = expansionOf(instance);
    const { graph, diagnostics } = buildGraph(instance.key, expansion.nodes, expansion.blank, originOf(instance)?.self);
    return { graph, diagnostics: [...expansion.diagnostics, ...diagnostics] };
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
  // While there are errors, what a folder is for may only seem to be gone.
  const isJudged = instances.length > 0 && !loaded.manifest.incomplete && !hasErrors(loaded.diagnostics);
  // An organization that is not expanded may publish more files.
  const unread =
    files.directoryIsThere && isWhole && isJudged
      ? unreadFiles(
          { directory: files.directory, workspace: path.resolve(options.workspace) },
          {
            organizations: [...loaded.manifest.organizations.keys()],
            teams: deckTeams(instances, everything),
            published: documents.published,
          },
          whole,
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
  return { tokens, organizations, documents, instances, diagnostics };
}

/** The resources that files of an older commit have for an organization. */
export interface PastResources {
  readonly nodes: readonly ResourceNode[];
  /** Whether there is no error in them: else something may have been declared that is not among the resources. */
  readonly isWhole: boolean;
}

/**
 * The resources of one organization, with what can be known without staged documents. There are none where the manifests
 * do not have it.
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

/** What manifests and blueprints say, before anything is expanded. */
function understand(files: Omit<PlatformFiles, 'directory' | 'directoryIsThere'>, allowLiteralSecrets: boolean) {
  const loaded = loadManifest(files.manifests, { allowLiteralSecrets, incomplete: hasErrors(files.diagnostics) });
  const linked = linkBlueprints(
    { builtin: builtinFiles.filter(isBlueprint), own: files.blueprints },
    kindRegistry([...konnectKinds, ...documentKinds]),
  );
  // What is left of blueprints with errors would only be wrong in more words, once for every service.
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

/** Names and paths that collide in a manifest do so again as resources and files, in words that are further from the cause. */
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

/** Whether a configuration may be acted on. */
export function isUsable(configuration: Configuration): boolean {
  return !hasErrors(configuration.diagnostics);
}

function isBlueprint({ path: name }: { readonly path: string }): boolean {
  return !name.endsWith('/environment-types.yaml');
}
