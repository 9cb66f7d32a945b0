import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { builtinFiles } from '../builtin.generated.ts';
import { type Diagnostic, sortDiagnostics } from '../diagnostic/diagnostic.ts';
import type { Documents } from '../graph/documents.ts';
import { buildGraph } from '../graph/graph.ts';
import type { ResourceGraph } from '../graph/node.ts';
import type { World } from '../graph/world.ts';
import { organizationInstances } from '../instance/organization.ts';
import { documentKinds } from '../kind/document-kinds.ts';
import { kindRegistry } from '../kind/kind.ts';
import { loadManifest } from '../manifest/load.ts';
import { contentHandle } from '../provider/content.ts';
import type { Fields } from '../provider/provider.ts';
import { Secret } from '../secret/secret.ts';
import { SecretHandle } from '../secret/secret-handle.ts';
import { showRange } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';
import { expand } from './expand.ts';
import { type LinkedBlueprints, linkBlueprints } from './link.ts';

export const kinds = kindRegistry([...konnectKinds, ...documentKinds]);

const builtinBlueprints = builtinFiles.filter(({ text }) => text.includes('kind: Blueprint'));

/** Links blueprint files over the built-in ones, or over those that are given, with the kinds Konduct has. */
export function link(own: readonly SourceFile[], builtin: readonly SourceFile[] = builtinBlueprints): LinkedBlueprints {
  return linkBlueprints({ builtin, own }, kinds);
}

/** As `link`, with no more kinds than the files name: a new kind changes no list of what a name could have been. */
export function linkWithNamedKinds(own: readonly SourceFile[]): LinkedBlueprints {
  const texts = [...builtinBlueprints, ...own].map(({ text }) => text).join('\n');
  const named = new Set([...texts.matchAll(/\bkind: *(\w+)/g)].map(([, name]) => name));
  return linkBlueprints(
    { builtin: builtinBlueprints, own },
    kindRegistry([...kinds.values()].filter(({ name }) => named.has(name))),
  );
}

/** A manifest of one organization, expanded by blueprints over the built-in ones. */
export interface Platform {
  readonly graph: ResourceGraph;
  readonly blank: World;
  readonly documents: ExampleDocuments;
  readonly diagnostics: readonly Diagnostic[];
}

/** Every path is staged but those that name `unstaged`, and every secret is there. */
export class ExampleDocuments implements Documents {
  readonly #secret = SecretHandle.of(new Secret('an example of a secret'));

  get(kind: string, selector: Fields): Fields | undefined {
    if (kind === 'Secret') return { ...selector, value: this.#secret };
    const path = String(selector.path);
    if (path.includes('unstaged')) return undefined;
    const content = contentHandle(path);
    return { path, title: path, version: '1.0.0', digest: content.digest, content };
  }
}

/** Expands the first organization of a manifest. */
export function platform(
  manifest: SourceFile,
  own: readonly SourceFile[] = [],
  builtin: readonly SourceFile[] = builtinBlueprints,
): Platform {
  const loaded = loadManifest([manifest]);
  const linked = link(own, builtin);
  const documents = new ExampleDocuments();
  const found = [...loaded.diagnostics.filter(({ severity }) => severity === 'error'), ...linked.diagnostics];
  const [organization] = organizationInstances(loaded.manifest, loaded.apiNames);
  if (!organization) throw new Error('the manifest has no organization');
  const root = { blueprint: 'organization', organization: organization.key, spec: { organization } };
  const expansion = expand(root, linked.blueprints, documents);
  const { graph, diagnostics } = buildGraph(organization.key, expansion.nodes, expansion.blank);
  found.push(...expansion.diagnostics, ...diagnostics);
  return { graph, blank: expansion.blank, documents, diagnostics: sortDiagnostics(found) };
}

/** A platform from texts: a manifest, and blueprints by name of file. */
export function platformOf(manifest: string, blueprints: Readonly<Record<string, string>> = {}): Platform {
  const own = Object.entries(blueprints).map(([name, text]) => ({ path: `blueprints/${name}.yaml`, text }));
  return platform({ path: 'manifest.yaml', text: manifest }, own);
}

/** A diagnostic as a person would read it, with nothing left out. */
export function show({ severity, code, message, cause, fix, at, related = [] }: Diagnostic): string {
  const end = at && `-${at.end.line}:${at.end.column}`;
  return [
    `${severity} ${code} ${at ? showRange(at) : 'nowhere'}${end ?? ''}`,
    `  ${message}`,
    ...(cause === undefined ? [] : [`  why: ${cause}`]),
    ...(fix === undefined ? [] : [`  fix: ${fix}`]),
    ...related.map((place) => `  see: ${showRange(place.at)} ${place.message}`),
  ].join('\n');
}

/** Every resource of a graph in its order, with what is known of it before anything exists. */
export function showGraph({ graph, blank }: Platform): string {
  return graph.nodes
    .map((node) => {
      const { fields, unknowns } = node.evaluate(blank);
      const after = graph.dependencies.get(node.address) ?? [];
      return [
        `${node.address}`,
        `  ${node.external ? 'refers to ' : ''}${node.kind.name} ${node.region}${node.environment ? ` in ${node.environment}` : ''}`,
        ...Object.entries(fields).map(([name, value]) => `  ${name} = ${JSON.stringify(value)}`),
        ...unknowns.map(({ path, expression, on }) => `  ${path} = \${${expression}} of ${on}`),
        ...after.map((address) => `  after ${address}`),
      ].join('\n');
    })
    .join('\n');
}
