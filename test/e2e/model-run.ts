import { apply } from '@konduct/core/apply/apply';
import type { Result } from '@konduct/core/apply/result';
import { expand } from '@konduct/core/blueprint/expand';
import { linkBlueprints } from '@konduct/core/blueprint/link';
import { builtinFiles } from '@konduct/core/builtin.generated';
import { buildGraph } from '@konduct/core/graph/graph';
import { type Organization, organizationInstances } from '@konduct/core/instance/organization';
import { documentKinds } from '@konduct/core/kind/document-kinds';
import { kindRegistry } from '@konduct/core/kind/kind';
import { platformFile } from '@konduct/core/kind/platform-file';
import { loadManifest } from '@konduct/core/manifest/load';
import { type ObservedPlan, observedPlan, type PlanSettings } from '@konduct/core/policy/policed-plan';
import { contentHandle } from '@konduct/core/provider/content';
import type { Fields } from '@konduct/core/provider/provider';
import type { SourceFile } from '@konduct/core/source/source-file';
import { regions as everyRegion } from '@konduct/core/value/region';
import { type InProcessRequest, inProcessTransport } from '@konduct/konnect/in-process';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { konnectProvider } from '@konduct/konnect/provider';
import type { KonnectAnswer } from '@konduct/konnect/transport';
import { handle } from '@konduct/simulator/handle';
import type { State } from '@konduct/simulator/state';
import { type Model, manifestOf } from './random-platform.ts';

export const modelToken = 'kpat_in-process';
const kinds = kindRegistry(konnectKinds);
const allKinds = kindRegistry([...konnectKinds, ...documentKinds]);
const builtin = builtinFiles.filter(({ text }) => text.includes('kind: Blueprint'));
const linked = linkBlueprints({ builtin, own: [] }, allKinds);

/** The settings for runs of a model, and the texts of its specifications by digest. */
export interface Prepared {
  readonly organization: Organization;
  readonly settings: PlanSettings;
  readonly contents: ReadonlyMap<string, string>;
}

/** Expands a model with all specifications staged. Its runs look at every region and may delete everything. */
export function prepare(model: Model, more: Partial<PlanSettings> = {}): Prepared {
  const specification = (service: string): Specification => ({
    version: '1.0.0',
    text: JSON.stringify({
      openapi: '3.0.3',
      info: { title: service, version: '1.0.0' },
      paths: { [`/${model.revisions[service] ?? 0}`]: {} },
    }),
  });
  return prepareFiles({ manifest: manifestOf(model), specification }, more);
}

/** A staged document. */
export interface Specification {
  readonly version: string;
  readonly text: string;
}

/** What a platform directory holds, without a directory. */
export interface PlatformFiles {
  readonly manifest: string;
  /** Blueprints beside the built-in ones, or in place of them. */
  readonly blueprints?: readonly SourceFile[];
  /** The document of a service, by the last part of its key; undefined while none is staged. */
  readonly specification: (service: string) => Specification | undefined;
  /** The texts of other files, by path. */
  readonly texts?: Readonly<Record<string, string>>;
}

/** Expands a platform. Its runs look at every region and may delete everything. */
export function prepareFiles(files: PlatformFiles, more: Partial<PlanSettings> = {}): Prepared {
  const { manifest, blueprints: own = [], specification, texts = {} } = files;
  const contents = new Map<string, string>();
  const handleOf = (text: string) => {
    const content = contentHandle(text);
    contents.set(content.digest, text);
    return { digest: content.digest, content };
  };
  const documents = {
    get(kind: string, selector: Fields): Fields | undefined {
      const path = String(selector.path);
      if (kind === platformFile.name) {
        const text = texts[path];
        return text === undefined ? undefined : { path, ...handleOf(text) };
      }
      const service = /([^/]+)\/openapi\.yaml$/.exec(path)?.[1] ?? '';
      const staged = specification(service);
      return staged && { path, title: service, version: staged.version, ...handleOf(staged.text) };
    },
  };
  const { blueprints, diagnostics } = own.length === 0 ? linked : linkBlueprints({ builtin, own }, allKinds);
  const loaded = loadManifest([{ path: 'manifest.yaml', text: manifest }]);
  const [organization] = organizationInstances(loaded.manifest, loaded.apiNames);
  const [problem] = [...loaded.diagnostics, ...diagnostics].filter(({ severity }) => severity === 'error');
  if (!organization || problem) throw new Error(problem?.message ?? 'no organization');
  const root = { blueprint: 'organization', organization: organization.key, spec: { organization } };
  const { nodes, blank } = expand(root, blueprints, documents);
  const { graph } = buildGraph(organization.key, nodes, blank);
  const regions = [...new Set(organization.environments.map(({ region }) => region))];
  const settings: PlanSettings = {
    graph,
    documents,
    owner: 'acme',
    adopt: 'by-name',
    prune: 'all',
    allowDeletes: true,
    reach: { kinds, regions, otherRegions: everyRegion, elsewhere: 'always' },
    ...more,
  };
  return { organization, settings, contents };
}

/** Functions called before a request reaches Konnect, and after the answer. */
export interface Watch {
  readonly before?: (request: InProcessRequest) => KonnectAnswer | undefined;
  readonly after?: (request: InProcessRequest) => void;
}

/** A provider for a simulated Konnect in this process that never pauses. */
export function providerOf({ contents }: Prepared, state: State, { before, after }: Watch = {}) {
  const transport = inProcessTransport((request) => {
    const answer = before?.(request) ?? handle(state, request);
    after?.(request);
    return answer;
  }, modelToken);
  const sleep = () => Promise.resolve();
  return konnectProvider({ transport, contents, retry: { attempts: 2, baseDelay: 0, settle: 0, sleep } });
}

/** Plans a model and carries the plan out. */
export async function applyModel(
  prepared: Prepared,
  state: State,
  watch: Watch = {},
): Promise<{ readonly planned: ObservedPlan; readonly results: readonly Result[] }> {
  const provider = providerOf(prepared, state, watch);
  const { settings } = prepared;
  const planned = await observedPlan(settings, provider);
  const { signal } = new AbortController();
  const results = await apply({
    graph: settings.graph,
    planned,
    provider,
    concurrency: 3,
    signal,
    onProgress: () => {},
    ...(settings.environmentOrder ? { environmentOrder: settings.environmentOrder } : {}),
  });
  return { planned, results };
}
