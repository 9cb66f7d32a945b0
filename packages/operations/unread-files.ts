import { type Dirent, readdirSync } from 'node:fs';
import path from 'node:path';
import { closeName } from '@konduct/core/cel/suggestion';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { acceptedChangesName } from '@konduct/core/manifest/accepted-changes';
import { startOf } from '@konduct/core/source/range';
import { compareText } from '@konduct/core/value/compare-text';
import { convertedName, extraFolder, patchName, stateName } from '@konduct/deck/render/files';
import type { DeckTeam } from './deck/teams.ts';
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

/**
 * Warns of folders and YAML files of a platform directory that nothing reads; those of one folder share a warning.
 * Names that begin with a dot belong to other programs and are skipped. If the platform directory is the checkout
 * itself, its other folders belong to the repository, and only those that look like an organization's are reported.
 *
 * @param deep looks into the folders of organizations as well
 */
export function unreadFiles(place: PlatformDirectory, layout: PlatformLayout, deep: boolean): Diagnostic[] {
  const meaning = new Meaning(layout);
  const isCheckout = place.directory === place.workspace;
  const found: Diagnostic[] = [];
  const look = (folder: string): void => {
    const inside = entriesOf(path.join(place.directory, folder));
    const within = (name: string) => (folder === '' ? name : `${folder}/${name}`);
    const unread = inside.filter((entry) => {
      const relative = within(entry.name);
      if (!entry.isDirectory()) return meaning.isUnreadFile(folder, entry.name);
      if (meaning.folders.has(relative)) return false;
      return folder !== '' || !isCheckout || looksLikeOrganization(path.join(place.directory, relative));
    });
    if (unread.length > 0) found.push(unreadProblem(place, layout, folder, unread));
    if (!deep) return;
    for (const entry of inside)
      if (entry.isDirectory() && meaning.folders.has(within(entry.name))) look(within(entry.name));
  };
  look('');
  return found;
}

/** The folders and YAML files with a meaning. */
class Meaning {
  readonly folders: ReadonlySet<string>;
  /** The YAML files that are read in a folder. In folders without an entry, all are. */
  readonly #files = new Map<string, ReadonlySet<string>>();
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
      this.#files.set(directory, new Set([stateName, acceptedChangesName]));
      for (const service of services) {
        addWithExtra(service.directory);
        const staged = path.posix.basename(service.specification);
        this.#files.set(service.directory, new Set([staged, patchName, convertedName, acceptedChangesName]));
      }
    }
    for (const file of published) add(path.posix.dirname(path.posix.normalize(file)));
    this.folders = folders;
    this.#any = any;
    this.#published = new Set(published.map((file) => path.posix.normalize(file)));
  }

  isUnreadFile(folder: string, name: string): boolean {
    if (!isYaml(name) || this.#any.has(folder)) return false;
    if (this.#files.get(folder)?.has(name)) return false;
    return !this.#published.has(folder === '' ? name : `${folder}/${name}`);
  }
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
  return `Correct the name, move it out of the platform directory, or delete it.${guess}`;
}

function looksLikeOrganization(absolute: string): boolean {
  return entriesOf(absolute).some((entry) => entry.isDirectory() && entry.name === 'envs');
}

/** The entries of a folder by name, without those of other programs. */
function entriesOf(absolute: string): Dirent[] {
  return readdirSync(absolute, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => compareText(a.name, b.name));
}
