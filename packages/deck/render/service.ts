import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { sameValue } from '@konduct/core/value/same-value';
import { openApiText } from '@konduct/openapi/swagger/openapi';
import type { Deck } from '../deck.ts';
import { selfContainedSpecification } from '../self-contained.ts';
import { convert, type Scratch } from './convert.ts';
import { type ExtraFiles, serviceFolder } from './extra.ts';
import { convertedName, type FileTree, limits, patchName, type RenderService } from './files.ts';
import { keptPatch } from './patch.ts';
import { isReadAlike } from './read-alike.ts';
import { digestOf, type RecordEntry } from './record.ts';

/** What became of a service. */
export interface ServiceRendering {
  readonly service: RenderService;
  /** Undefined where nothing is staged, or nothing could be made of it and there was nothing before. */
  readonly converted: string | undefined;
  /** The same as decK wrote it, where it ran: what is committed may be written in another way, and decK reads YAML 1.1. */
  readonly fresh?: string;
  readonly patch: string | undefined;
  readonly entry: RecordEntry | undefined;
  /** Whether decK ran. */
  readonly rendered: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ServiceContext {
  readonly tree: FileTree;
  readonly deck: Deck;
  readonly scratch: Scratch;
  readonly extras: ExtraFiles;
  /** Where the extra files for all of the team's services are. */
  readonly folders: readonly string[];
}

/** Renders a service's specification, unless the record shows that what is there was rendered from the same. */
export async function renderService(
  service: RenderService,
  known: RecordEntry | undefined,
  { tree, deck, scratch, extras, folders }: ServiceContext,
): Promise<ServiceRendering> {
  const at = (name: string) => `${service.directory}/${name}`;
  const nothing = { service, converted: undefined, patch: undefined, entry: undefined, rendered: false };
  const specification = tree.read(service.specification, limits.specification);
  if (specification.type === 'missing') return { ...nothing, diagnostics: [] };
  const committed = tree.read(at(convertedName), limits.deck);
  const before = committed.type === 'file' ? committed.file.text : undefined;
  // What was good before stays in the team's file: a specification that cannot be read must not take its routes away.
  const kept = { ...nothing, converted: before, entry: before === undefined ? undefined : known };
  if (specification.type === 'refused') return { ...kept, diagnostics: [specification.diagnostic] };
  if (committed.type === 'refused') return { ...kept, diagnostics: [committed.diagnostic] };

  const existing = tree.read(at(patchName), limits.patch);
  if (existing.type === 'refused') return { ...kept, diagnostics: [existing.diagnostic] };
  const patch = keptPatch(service.apiName, existing.type === 'file' ? existing.file : undefined);
  if (hasErrors(patch.diagnostics)) return { ...kept, patch: patch.text, diagnostics: patch.diagnostics };
  const own = extras.of([...folders, serviceFolder(service.directory)]);
  const patches = [patch.text, ...own.patches.map(({ text }) => text)];
  const given = inputOf(specification.file);
  if ('diagnostics' in given)
    return { ...kept, patch: patch.text, diagnostics: [...patch.diagnostics, ...given.diagnostics] };
  // Of what decK is given, so that Swagger 2 that is converted in another way one day is rendered anew.
  const inputs = digestOf(deck.version, given.text, ...patches);
  if (before !== undefined && known?.inputs === inputs && known.output === digestOf(before)) {
    const { text } = patch;
    return { ...kept, patch: text, entry: known, diagnostics: patch.diagnostics };
  }

  const result = await convert(deck, { ...specification.file, text: given.text }, patches, scratch);
  if ('diagnostic' in result)
    return { ...kept, patch: patch.text, rendered: true, diagnostics: [...patch.diagnostics, result.diagnostic] };
  const converted = asCommitted(before, result.text);
  return {
    service,
    converted,
    fresh: result.text,
    patch: patch.text,
    entry: { inputs, output: digestOf(converted) },
    rendered: true,
    diagnostics: patch.diagnostics,
  };
}

/** What decK is given of a specification: OpenAPI 3 that refers to nothing outside of it. */
function inputOf(file: SourceFile): { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] } {
  const checked = selfContainedSpecification(file);
  if ('diagnostics' in checked) return checked;
  const upgraded = openApiText(file);
  if ('diagnostics' in upgraded || upgraded.text === file.text) return 'diagnostics' in upgraded ? upgraded : checked;
  return selfContainedSpecification({ ...file, text: upgraded.text });
}

/** What is committed where it says the same: how a file is written is nobody's business, and a pull request the less. */
export function asCommitted(committed: string | undefined, rendered: string): string {
  if (committed === undefined || committed === rendered) return rendered;
  const left = parseYaml({ path: '', text: committed });
  if (hasErrors(left.diagnostics)) return rendered;
  const right = parseYaml({ path: '', text: rendered });
  return sameValue(left.value, right.value) && isReadAlike(committed, left.value) ? committed : rendered;
}
