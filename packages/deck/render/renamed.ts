import { type Diagnostic, hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';
import { apiNameIn, apiTag } from './api-tag.ts';
import { type ExtraFiles, serviceFolder, teamFolders } from './extra.ts';
import { convertedName, type FileTree, limits, patchName, type RenderService, type RenderTeam } from './files.ts';
import { keptPatch } from './patch.ts';

/** The fix for a committed file that differs from the rendering of its sources. */
export const renderFix = 'Run `konduct deck render`, or let stage-spec do so, and have the result reviewed.';

/** A service whose committed decK file links to a former name of its API. */
export interface RenamedService {
  readonly service: RenderService;
  /** With the code `deck-stale`. */
  readonly diagnostic: Diagnostic;
}

/**
 * The services of a team whose API was renamed after their decK files were rendered, by a new `name` of the service or
 * `api-name` of the environment type. decK is not needed, since the name is in a tag of the committed file. Only files
 * that a rendering would certainly change are reported.
 */
export function renamedServices(team: RenderTeam, tree: FileTree, extras: ExtraFiles): RenamedService[] {
  return team.services.flatMap((service) => {
    const { apiName, directory, specification, named } = service;
    const found = tree.read(`${directory}/${convertedName}`, limits.deck);
    if (found.type !== 'file' || isTaggedAsWritten(found.file, apiName)) return [];
    if (tree.read(specification, limits.specification).type !== 'file') return [];
    const own = [...teamFolders(team), serviceFolder(directory)];
    if (!isTaggedByUs(service, tree) || extras.of(own).patches.some(({ text }) => text.includes(apiTag('')))) return [];
    const names = apiNamesIn(found.file);
    const [former] = names;
    if (former === undefined || names.includes(apiName)) return [];
    const shown = found.file.path;
    const message = `${shown} links its gateway service to the API ${former}, which is called ${apiName} now`;
    const cause =
      'The name of an API comes from `name` of its service and `api-name` of the environment type. One of them changed ' +
      'after the file was rendered, and the link between the two would break.';
    const related = named ? [{ message: 'The decK file', at: startOf(shown) }] : [];
    const diagnostic = finding('deck-stale', message, named ?? startOf(shown), { cause, fix: renderFix, related });
    return [{ service, diagnostic }];
  });
}

/** Whether a file has the tag in decK's notation. Then it need not be parsed, as most files. */
function isTaggedAsWritten({ text }: SourceFile, apiName: string): boolean {
  return text.includes(`- ${apiTag(apiName)}\n`);
}

/** Whether a rendering sets the tag: a patch that a person edited may not. */
function isTaggedByUs({ apiName, directory }: RenderService, tree: FileTree): boolean {
  const existing = tree.read(`${directory}/${patchName}`, limits.patch);
  if (existing.type === 'refused') return false;
  const { text, diagnostics } = keptPatch(apiName, existing.type === 'file' ? existing.file : undefined);
  return !hasErrors(diagnostics) && text.includes(apiTag(apiName));
}

/** The names of the APIs to which the gateway services of a decK file are linked. */
function apiNamesIn(file: SourceFile): string[] {
  const { value, diagnostics } = parseYaml(file);
  if (hasErrors(diagnostics) || !isRecord(value) || !Array.isArray(value.services)) return [];
  const tags = value.services.flatMap((service: unknown) =>
    isRecord(service) && Array.isArray(service.tags) ? service.tags : [],
  );
  return tags.flatMap((tag: unknown) => (typeof tag === 'string' ? (apiNameIn(tag) ?? []) : []));
}
