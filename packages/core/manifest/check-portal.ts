import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import { konnectScopes, type ScopedEnvironment, showEnvironment } from './konnect-scope.ts';
import type { Manifest } from './manifest.ts';

/**
 * Checks that portals have different names. A portal has the name of its environment, which is unique within an
 * organization of the manifest. Two organizations of the manifest with the same access token are one organization in
 * Konnect, and their portals may collide.
 */
export function checkPortals(manifest: Manifest): Diagnostic[] {
  return konnectScopes(manifest).flatMap((scope) => {
    const portals = new Map<string, ScopedEnvironment>();
    return scope.flatMap((member) => {
      const { key } = member.environment;
      const first = portals.get(key);
      if (!first) {
        portals.set(key, member);
        return [];
      }
      const message = `${showEnvironment(first)} and ${showEnvironment(member)} would both have the portal \`${key}\``;
      return [
        finding('portal-name-conflict', message, rangeOf(member.environment, 'key'), {
          cause: 'Both have the same access token and region, so that they are in one Konnect organization.',
          fix: 'Rename one of the environments, or give its organization a token of its own.',
          related: [{ message: 'The other one', at: rangeOf(first.environment, 'key') }],
        }),
      ];
    });
  });
}
