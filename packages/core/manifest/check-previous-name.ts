import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import { checkLabel } from './check-name.ts';
import type { Manifest } from './manifest.ts';
import { labelValue, ownerOf } from './owner.ts';

/**
 * Checks `previous-names`: each must be a possible value of a label, stand there once, and not be the present owner.
 */
export function checkPreviousNames(manifest: Manifest): Diagnostic[] {
  const { platform } = manifest;
  const { previousNames } = platform;
  const current = new Set([...manifest.organizations.values()].map((item) => ownerOf(manifest, item).owner));
  if (platform.name !== undefined) current.add(labelValue(platform.name));
  const seen = new Map<string, number>();
  return previousNames.flatMap((name, index): Diagnostic[] => {
    const at = rangeOf(previousNames, String(index));
    const refused = checkLabel('The previous platform name', name, at);
    if (refused.length > 0) return refused;
    if (current.has(labelValue(name))) {
      return [
        finding('manifest-value', `\`${name}\` is the owner today, not a previous one`, at, {
          cause: 'What carries it as its label needs no other mention.',
          fix: 'Write the names the platform had before, and leave this one out.',
          related: [{ message: 'The name today', at: rangeOf(platform, 'name') }],
        }),
      ];
    }
    const first = seen.get(name);
    if (first === undefined) {
      seen.set(name, index);
      return [];
    }
    return [
      finding('manifest-duplicate', `The previous platform name \`${name}\` is listed twice`, at, {
        severity: 'warning',
        fix: 'Keep one.',
        related: [{ message: 'First named here', at: rangeOf(previousNames, String(first)) }],
      }),
    ];
  });
}
