import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import type { Manifest } from './manifest.ts';
import { isTooLong, pathIdentity, segmentProblem } from './path-segment.ts';

interface Keyed {
  readonly key: string;
}

/**
 * Checks keys that become folders of the platform directory: a folder must be able to have the name, and no two keys
 * may give the same folder.
 */
export function checkPaths(manifest: Manifest): Diagnostic[] {
  const diagnostics = [
    ...checkFolders('organization', manifest.organizations.values()),
    ...checkFolders('team', manifest.teams.values()),
  ];
  for (const { environments } of manifest.organizations.values()) {
    diagnostics.push(...checkFolders('environment', environments.values()));
  }
  for (const { services } of manifest.teams.values()) {
    diagnostics.push(...checkFolders('service', services.values()));
  }
  return diagnostics;
}

function checkFolders(noun: 'organization' | 'environment' | 'team' | 'service', items: Iterable<Keyed>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const folders = new Map<string, Keyed>();
  for (const item of items) {
    const at = rangeOf(item, 'key');
    const problem = keyProblem(noun, item.key);
    if (problem !== undefined) {
      diagnostics.push(
        finding('path-conflict', `The ${noun} key ${JSON.stringify(item.key)} cannot be a folder: ${problem}`, at, {
          cause: 'The staged files of a service lie in a folder with this name.',
          fix: item.key.split('/').some(isTooLong)
            ? 'Shorten it.'
            : `Use letters, digits, \`-\`, \`_\` and \`.\`${noun === 'service' ? ', with `/` between the parts' : ''}.`,
        }),
      );
      continue;
    }
    const identity = pathIdentity(item.key);
    const first = folders.get(identity);
    if (!first) {
      folders.set(identity, item);
      continue;
    }
    diagnostics.push(
      finding('path-conflict', `The ${noun} \`${item.key}\` would have the folder of \`${first.key}\``, at, {
        cause: 'Some file systems take upper and lower case, or a percent-encoded character and itself, for the same.',
        fix: 'Rename one of them.',
        related: [{ message: 'The other one', at: rangeOf(first, 'key') }],
      }),
    );
  }
  return diagnostics;
}

function keyProblem(noun: string, key: string): string | undefined {
  if (noun !== 'service') return key.includes('/') ? 'it holds a `/`' : segmentProblem(key);
  return key
    .split('/')
    .map(segmentProblem)
    .find((problem) => problem !== undefined);
}
