import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import { isInvitable } from './email.ts';
import type { Manifest } from './manifest.ts';

/** The people of each team: addresses Konnect can invite, each once. */
export function checkUsers(manifest: Manifest): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const team of manifest.teams.values()) {
    const { users = [] } = team;
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
