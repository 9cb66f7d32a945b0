import type { Dirent } from 'node:fs';
import path from 'node:path';
import { closeName } from '@konduct/core/cel/suggestion';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { acceptedChangesName } from '@konduct/core/manifest/accepted-changes';
import { startOf } from '@konduct/core/source/range';
import { convertedName, extraFolder, patchName, recordName, stateName } from '@konduct/deck/render/files';
import type { DeckTeam } from './deck/teams.ts';
import { type FolderListing, inFolder } from './folder-listing.ts';
import { blueprintFolder, isYaml } from './platform-files.ts';
import { showPath } from './text-file.ts';

/**
 * The files and folders of a platform directory that the manifests give a meaning. Paths are relative to it, with `/`.
 */
export interface PlatformLayout {
  /** The keys of all organizations. */
  readonly organizations: readonly string[];
  /** All teams of all environments. */
  readonly teams: readonly DeckTeam[];
  /** The files that resources publish, such as pages. */
  readonly published: readonly string[];
}

/** A directory by its absolute path, and the checkout to which places in findings are relative. */
export interface PlatformDirectory {
  readonly directory: string;
  readonly workspace: string;
}

/** How much of the meaning of a platform directory is known. */
export interface UnreadExtent {
  /** Looks into the folders of organizations as well. */
  readonly deep: boolean;
  /** The layout has everything. Without it only files are judged: a folder may be one of what could not be read. */
  readonly whole: boolean;
}

/**
 * Warns of folders and of YAML and JSON files of a platform directory that nothing reads; those of one folder share a
 * warning. If the platform directory is the checkout itself, its other folders and its JSON files belong to the
 * repository, and only folders that look like an organization's are reported.
 */
export function unreadFiles(
  place: PlatformDirectory,
  listing: FolderListing,
  layout: PlatformLayout,
  { deep, whole }: UnreadExtent,
): Diagnostic[] {
  const meaning = new Meaning(layout);
  const isCheckout = place.directory === place.workspace;
  const found: Diagnostic[] = [];
  const looksLikeOrganization = (folder: string) =>
    listing.entries(folder).some((entry) => entry.isDirectory() && entry.name === 'envs');
  const look = (folder: string): void => {
    const inside = listing.entries(folder);
    const unread = inside.filter((entry) => {
      const relative = inFolder(folder, entry.name);
      if (!entry.isDirectory())
        return !(isCheckout && folder === '' && isJson(entry.name)) && meaning.isUnreadFile(folder, entry.name);
      if (!whole || meaning.folders.has(relative)) return false;
      return folder !== '' || !isCheckout || looksLikeOrganization(relative);
    });
    if (unread.length > 0) found.push(unreadProblem(place, layout, folder, unread));
    if (!deep) return;
    for (const entry of inside)
      if (entry.isDirectory() && meaning.folders.has(inFolder(folder, entry.name))) look(inFolder(folder, entry.name));
  };
  look('');
  return found;
}

/** Where files are read: YAML files of any name, in some folders only those of some names, and few JSON files. */
class Meaning {
  readonly folders: ReadonlySet<string>;
  /** The files with a meaning in a folder, by name. */
  readonly #files = new Map<string, ReadonlySet<string>>();
  /** The folders in which every YAML file is read. */
  readonly #any: ReadonlySet<string>;
  readonly #published: ReadonlySet<string>;

  constructor({ organizations, teams, published }: PlatformLayout) {
    const any = new Set(['', blueprintFolder]);
    const folders = new Set<string>([blueprintFolder]);
    const add = (folder: string) => {
      for (let at = folder; at !== '.' && !folders.has(at); at = path.posix.dirname(at)) folders.add(at);
    };
    const addWithExtra = (folder: string) => {
      const extra = folder === '' ? extraFolder : `${folder}/${extraFolder}`;
      any.add(extra);
      add(extra);
    };
    addWithExtra('');
    for (const organization of organizations) {
      addWithExtra(organization);
      this.#files.set(organization, new Set([acceptedChangesName]));
    }
    for (const { organization, environment, directory, services } of teams) {
      const inEnvironment = `${organization}/envs/${environment}`;
      addWithExtra(inEnvironment);
      this.#files.set(inEnvironment, new Set([acceptedChangesName]));
      addWithExtra(directory);
      this.#files.set(directory, new Set([stateName, recordName, acceptedChangesName]));
      for (const service of services) {
        addWithExtra(service.directory);
        const staged = path.posix.basename(service.specification);
        const names = [staged, patchName, convertedName, acceptedChangesName];
        this.#files.set(service.directory, new Set(names));
      }
    }
    for (const file of published) add(path.posix.dirname(path.posix.normalize(file)));
    this.folders = folders;
    this.#any = any;
    this.#published = new Set(published.map((file) => path.posix.normalize(file)));
  }

  isUnreadFile(folder: string, name: string): boolean {
    if (!isYaml(name) && !isJson(name)) return false;
    if (isYaml(name) && this.#any.has(folder)) return false;
    return !this.#files.get(folder)?.has(name) && !this.#published.has(inFolder(folder, name));
  }
}

function isJson(name: string): boolean {
  return /\.json$/i.test(name);
}

function unreadProblem(
  { directory, workspace }: PlatformDirectory,
  layout: PlatformLayout,
  folder: string,
  unread: readonly Dirent[],
): Diagnostic {
  const shown = (entry: Dirent) => showPath(path.join(directory, folder, entry.name), workspace);
  const [first, ...others] = unread.map((entry) => ({ entry, at: startOf(shown(entry)) }));
  const names = first ? [first, ...others].map(({ at }) => at.file) : [];
  const listed = names.length > 5 ? [...names.slice(0, 5), `and ${names.length - 5} more`] : names;
  return finding('file-unread', `Nothing reads ${listed.join(', ')}`, first?.at, {
    severity: 'warning',
    cause: meanings(folder, showPath(path.join(directory, folder), workspace)),
    fix: fixFor(layout, folder, unread),
    related: others.slice(0, 20).map(({ at }) => ({ message: 'Nothing reads this either', at })),
  });
}

/** The files and folders with a meaning in a folder, as a sentence. */
function meanings(folder: string, shown: string): string {
  const parts = folder.split('/');
  if (folder === '')
    return (
      'YAML files directly in the platform directory are manifests, and these folders in it have a meaning: ' +
      `${blueprintFolder}, ${extraFolder}, one for each organization, and those with files that a blueprint publishes.`
    );
  if (folder === blueprintFolder || parts.at(-1) === extraFolder)
    return `In ${shown} YAML files directly in it are read.`;
  const [, isEnvs, , isTeams, , isServices] = parts;
  if (isEnvs !== undefined && isEnvs !== 'envs') return `${shown} holds files that a blueprint publishes.`;
  if (isServices !== undefined) return `${shown} is for what is staged for the services of the team.`;
  if (parts.length === 5) return `${shown} is for \`services\`, \`${extraFolder}\` and ${stateName}.`;
  if (isTeams !== undefined) return `${shown} is for a folder for each team of the environment.`;
  if (parts.length === 3) return `${shown} is for \`teams\` and \`${extraFolder}\`.`;
  if (isEnvs !== undefined) return `${shown} is for a folder for each environment of the organization.`;
  return `${shown} is for \`envs\` and \`${extraFolder}\`, if it is an organization's.`;
}

function fixFor({ organizations }: PlatformLayout, folder: string, unread: readonly Dirent[]): string {
  const meant = unread
    .filter((entry) => entry.isDirectory() && folder === '')
    .map(({ name }) => closeName(name, [blueprintFolder, extraFolder, ...organizations]))
    .find((name) => name !== undefined);
  const guess = meant === undefined ? '' : ` Did you mean \`${meant}\`?`;
  const ending = unread.some((entry) => !entry.isDirectory() && isJson(entry.name))
    ? ' Konduct reads YAML files, and JSON is YAML: the ending `.yaml` is enough where YAML is read.'
    : '';
  return `Correct the name, move it out of the platform directory, or delete it.${ending}${guess}`;
}
