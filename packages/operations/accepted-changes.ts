import path from 'node:path';
import { closeName, suggestName } from '@konduct/core/cel/suggestion';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import {
  type AcceptedChangeEntry,
  acceptedChangesName,
  readAcceptedChanges,
} from '@konduct/core/manifest/accepted-changes';
import { rangeOf } from '@konduct/core/source/origin';
import type { FileTree } from '@konduct/deck/render/files';
import { oasdiffTool } from '@konduct/repository/api-change/oasdiff-release';
import { knownRules } from '@konduct/repository/api-change/rules';

const sizeLimit = 1024 * 1024;

/** A service in an environment: its key in the manifest, and its folder relative to the platform directory. */
export interface ServicePlace {
  readonly key: string;
  readonly directory: string;
}

/**
 * The mistakes in the files of accepted changes in a platform directory, and warnings about entries that accept
 * nothing: their rule is unknown, or the manifest does not have their service there.
 *
 * @param directories folders of services, relative to the platform directory: the files may lie in each of them, and in
 * the folders of their team, environment and organization
 * @param services every service of the manifest in every environment
 */
export function acceptedChangesProblems(
  tree: FileTree,
  directories: readonly string[],
  services: readonly ServicePlace[],
): readonly Diagnostic[] {
  return acceptedChangesFiles(directories).flatMap((file) => {
    const read = tree.read(file, sizeLimit);
    if (read.type === 'refused') return [read.diagnostic];
    if (read.type === 'missing') return [];
    const { entries, diagnostics } = readAcceptedChanges(read.file);
    const folder = path.posix.dirname(file);
    const below = services.filter(({ directory }) => scopesOf(directory).some((scope) => (scope || '.') === folder));
    const keys = new Set(below.map(({ key }) => key));
    return [...diagnostics, ...entries.flatMap((entry) => [...unknownRule(entry), ...unknownService(entry, keys)])];
  });
}

/** A warning about an entry whose rule no change can have, because oasdiff has no rule of that name. */
export function unknownRule(entry: AcceptedChangeEntry): readonly Diagnostic[] {
  const { rule } = entry;
  const rules = knownRules();
  if (rules.has(rule)) return [];
  const meant = closeName(rule, [...rules.keys()]);
  return [
    finding('manifest-value', `There is no rule ${JSON.stringify(rule)}`, rangeOf(entry, 'rule'), {
      severity: 'warning',
      cause: `The rules are those of oasdiff ${oasdiffTool.version}. No change has this one, so the entry accepts nothing.`,
      fix:
        meant === undefined
          ? 'Use the name of the rule from the text of the pull request.'
          : `Did you mean "${meant}"?`,
    }),
  ];
}

/** A warning about an entry for a service that is not below the folder of the file: it accepts nothing. */
function unknownService(entry: AcceptedChangeEntry, keys: ReadonlySet<string>): readonly Diagnostic[] {
  const { service } = entry;
  if (service === undefined || keys.has(service)) return [];
  const message = `A change of ${JSON.stringify(service)} is accepted, and the manifest has no such service there`;
  return [
    finding('manifest-value', message, rangeOf(entry, 'service'), {
      severity: 'warning',
      cause:
        'An entry is about services whose files lie in the folder of the file or below, so this one accepts nothing.',
      fix: suggestName(service, [...keys]) ?? 'Remove the entry, or move it to the folder that the service is in.',
    }),
  ];
}

/**
 * The paths that files of accepted changes may have, for services with these folders; all relative to the platform
 * directory.
 */
export function acceptedChangesFiles(directories: readonly string[]): readonly string[] {
  const folders = new Set(directories.flatMap(scopesOf));
  return [...folders].map((folder) => path.posix.join(folder, acceptedChangesName));
}

/**
 * The folders whose files of accepted changes concern a service: the platform directory, and those of the service's
 * organization, environment, team, and itself.
 */
function scopesOf(directory: string): readonly string[] {
  const [organization = '', envs = '', environment = '', teams = '', team = ''] = directory.split('/');
  const inEnvironment = path.posix.join(organization, envs, environment);
  return ['', organization, inEnvironment, path.posix.join(inEnvironment, teams, team), directory];
}
