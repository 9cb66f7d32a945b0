import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { sameValue } from '@konduct/core/value/same-value';
import type { Deck } from '../deck.ts';
import { type SelfContained, withoutReferencesInData } from '../self-contained.ts';
import { conversionArguments, settingsOf } from './conversion-arguments.ts';
import { conversionProblem } from './conversion-problem.ts';
import { convert, patch, readsVariables, type Scratch } from './convert.ts';
import { equalTargetsPatch } from './equal-targets.ts';
import { type ExtraFiles, serviceFolder } from './extra.ts';
import { convertedName, type FileTree, limits, patchName, type RenderService } from './files.ts';
import { inputOf } from './input.ts';
import { keptText } from './kept.ts';
import { keptPatch } from './patch.ts';
import { isReadAlike } from './read-alike.ts';
import { digestOf, type RecordEntry } from './record.ts';
import { refusedEntities } from './refused-entities.ts';
import { trafficProblems } from './traffic.ts';
import { upstreamPatch } from './upstream.ts';

/** The result for a service. */
export interface ServiceRendering {
  readonly service: RenderService;
  /** Undefined where no specification is staged, or it could not be rendered and there is no earlier file. */
  readonly converted: string | undefined;
  /**
   * `converted` as decK wrote it in this run. The committed file may have another notation, and decK reads YAML 1.1.
   */
  readonly fresh?: string;
  readonly patch: string | undefined;
  readonly entry: RecordEntry | undefined;
  /** Whether decK ran. */
  readonly rendered: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** The errors of the service's own specification. The service keeps its earlier files, and others are not stopped. */
  readonly held?: HeldService;
  /** Warnings about the target of its traffic, without those in `held`. */
  readonly traffic: readonly Diagnostic[];
}

/** A service that keeps its earlier files because of errors in its specification. */
export interface HeldService {
  /** A digest of its specification and of the manifest's settings for it; undefined where the file cannot be read. */
  readonly specification: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ServiceContext {
  readonly tree: FileTree;
  readonly deck: Deck;
  readonly scratch: Scratch;
  readonly extras: ExtraFiles;
  /** The folders with extra files for all services of the team. */
  readonly folders: readonly string[];
}

/** Renders a service's specification, unless the record proves that the committed file is up to date. */
export async function renderService(
  service: RenderService,
  known: RecordEntry | undefined,
  { tree, deck, scratch, extras, folders }: ServiceContext,
): Promise<ServiceRendering> {
  const at = (name: string) => `${service.directory}/${name}`;
  const none = { converted: undefined, patch: undefined, entry: undefined, rendered: false };
  const nothing = { service, ...none, diagnostics: [], traffic: [] };
  const specification = tree.read(service.specification, limits.specification);
  if (specification.type === 'missing') return nothing;
  const committed = tree.read(at(convertedName), limits.deck);
  const before = committed.type === 'file' ? committed.file : undefined;
  // The earlier file stays in the team's file: an unreadable specification must not remove the service's routes.
  const kept = { ...nothing, converted: before?.text, entry: before === undefined ? undefined : known };
  const digest = specification.type === 'file' ? digestOf(specification.file.text, ...settingsOf(service)) : undefined;
  const hold = (held: readonly Diagnostic[], more: Partial<ServiceRendering> = {}): ServiceRendering => {
    const again = before && keptText(before);
    const problems = again && 'diagnostics' in again ? again.diagnostics : [];
    return {
      ...kept,
      ...more,
      ...(again && 'text' in again ? { fresh: again.text } : {}),
      diagnostics: [...(more.diagnostics ?? []), ...problems],
      held: { specification: digest, diagnostics: held },
    };
  };
  if (committed.type === 'refused') return { ...kept, diagnostics: [committed.diagnostic] };
  if (specification.type === 'refused') return hold([specification.diagnostic]);

  const { file } = specification;
  const existing = tree.read(at(patchName), limits.patch);
  if (existing.type === 'refused') return { ...kept, diagnostics: [existing.diagnostic] };
  const link = keptPatch(service.apiName, existing.type === 'file' ? existing.file : undefined);
  const { text: patchText, diagnostics } = link;
  if (hasErrors(diagnostics)) return { ...kept, patch: patchText, diagnostics };
  const own = extras.of([...folders, serviceFolder(service.directory)]).patches.map(({ text }) => text);
  const given = inputOf(file);
  if ('diagnostics' in given) return hold(given.diagnostics, { patch: patchText, diagnostics });
  // The digest covers decK's actual input: if a later version converts Swagger 2 differently, the file is rendered
  // again.
  const inputs = digestOf(deck.version, given.text, patchText, ...own, ...settingsOf(service));
  // Earlier versions of Konduct rendered targets twice.
  const isCurrent = known?.inputs === inputs && known.output === digestOf(before?.text ?? '');
  if (before && known && isCurrent && equalTargetsPatch(before.text) === undefined) {
    const traffic = trafficProblems(service, file, before.text);
    return { ...kept, patch: patchText, entry: known, diagnostics, traffic };
  }

  const made = await make(service, file, given, [patchText, ...own], deck, scratch);
  const rendered = { patch: patchText, rendered: true, diagnostics };
  if ('diagnostic' in made) return { ...kept, ...rendered, diagnostics: [...diagnostics, made.diagnostic] };
  if ('held' in made) return hold(made.held, rendered);
  const problems = [...refusedEntities(service, file, made.text), ...trafficProblems(service, file, made.text)];
  if (hasErrors(problems)) return hold(problems, rendered);
  const converted = asCommitted(before?.text, made.text);
  const entry = { inputs, output: digestOf(converted) };
  return { service, converted, fresh: made.text, entry, ...rendered, traffic: problems };
}

type Made =
  | { readonly text: string }
  /** An error in a patch, or of decK. */
  | { readonly diagnostic: Diagnostic }
  /** Errors in the specification. */
  | { readonly held: readonly Diagnostic[] };

async function make(
  service: RenderService,
  file: SourceFile,
  given: SelfContained,
  [link = '', ...own]: readonly string[],
  deck: Deck,
  scratch: Scratch,
): Promise<Made> {
  const options = conversionArguments(service.options);
  let converted = await convert(deck, given.text, options);
  if ('failure' in converted && /does not exist|cannot be found|unable to/.test(converted.failure.reason)) {
    const less = withoutReferencesInData({ ...file, text: given.text });
    if (less) {
      const again = await convert(deck, less.text, options);
      if ('text' in again) converted = again;
    }
  }
  if ('failure' in converted) {
    const { failure } = converted;
    const problem = conversionProblem(failure, file, given);
    return failure.end === 'not-started' || failure.end === 'stopped' ? { diagnostic: problem } : { held: [problem] };
  }
  if (converted.text.includes('${{')) return { held: [readsVariables(file.path)] };
  const equal = equalTargetsPatch(converted.text);
  const distinct = await patch(deck, converted.text, equal === undefined ? [] : [equal], file, scratch);
  if ('diagnostic' in distinct) return distinct;
  const upstream = upstreamPatch(service, { ...file, text: given.text }, distinct.text);
  if (upstream && 'diagnostics' in upstream) return { held: upstream.diagnostics };
  const patches = [link, ...(upstream ? [upstream.text] : []), ...own];
  return patch(deck, distinct.text, patches, file, scratch);
}

/**
 * The committed text if it has the same values, else the rendered one. A change of notation alone gives no pull
 * request.
 */
export function asCommitted(committed: string | undefined, rendered: string): string {
  if (committed === undefined || committed === rendered) return rendered;
  const left = parseYaml({ path: '', text: committed });
  if (hasErrors(left.diagnostics)) return rendered;
  const right = parseYaml({ path: '', text: rendered });
  return sameValue(left.value, right.value) && isReadAlike(committed, left.value) ? committed : rendered;
}
