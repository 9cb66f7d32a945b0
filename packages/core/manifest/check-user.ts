import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { keyRangeOf, rangeOf } from '../source/origin.ts';
import { isInvitable } from './email.ts';
import type { Manifest } from './manifest.ts';
import type { ManifestTeam } from './table/team.ts';

/**
 * Checks the `users` of each team: Konnect must be able to invite each address, and each stands there once. Warns of a
 * `users` key without a list.
 */
export function checkUsers(manifest: Manifest): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const team of manifest.teams.values()) {
    const { users = [] } = team;
    diagnostics.push(...checkEmptyKey(team));
    const seen = new Map<string, number>();
    for (const [index, user] of users.entries()) {
      const at = rangeOf(users, String(index));
      if (!isInvitable(user)) {
        diagnostics.push(
          finding('email-invalid', `${JSON.stringify(user)} is not an e-mail address`, at, {
            cause: `The users of the team ${team.key} are invited by e-mail.`,
            fix: 'Write it as `name@example.com`.',
          }),
        );
      }
      const first = seen.get(user.toLowerCase());
      if (first === undefined) seen.set(user.toLowerCase(), index);
      else {
        diagnostics.push(
          finding('manifest-duplicate', `${user} is in the team ${team.key} twice`, at, {
            severity: 'warning',
            fix: 'Keep one.',
            related: [{ message: 'First named here', at: rangeOf(users, String(first)) }],
          }),
        );
      }
    }
  }
  return diagnostics;
}

/**
 * Warns of a `users` key with nothing behind it, as when the last address was removed together with the brackets: it
 * keeps all members.
 */
function checkEmptyKey(team: ManifestTeam): Diagnostic[] {
  const value = rangeOf(team, 'users');
  const isEmpty = value && value.start.line === value.end.line && value.start.column === value.end.column;
  if (team.users || !isEmpty) return [];
  return [
    finding('manifest-value', `\`users\` of the team ${team.key} has no list`, keyRangeOf(team, 'users'), {
      severity: 'warning',
      cause: 'A key with nothing behind it counts as absent, so that whoever is in the team in Konnect stays in it.',
      fix: 'Write `users: []` if nobody belongs to the team. Remove the key if its people are managed elsewhere.',
    }),
  ];
}
