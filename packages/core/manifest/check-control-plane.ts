import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import { controlPlaneNameOf, servicesOf, type TeamInEnvironment, teamsOf } from './effective.ts';
import { konnectScopes, type ScopedEnvironment, sharePortal, showEnvironment } from './konnect-scope.ts';
import type { Manifest } from './manifest.ts';

/** A team or a service that names a control plane, or has one by its team's name. */
interface Member {
  readonly scoped: ScopedEnvironment;
  readonly name: string;
  /** `flights`, or `acme/bookings of flights`. */
  readonly who: string;
  readonly at: SourceRange | undefined;
}

/**
 * Checks the names of control planes. Teams and services of one environment may share one; those of two environments
 * of an organization and region must not, because each environment is synced alone.
 */
export function checkControlPlanes(manifest: Manifest): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const scope of konnectScopes(manifest)) {
    const names = new Map<string, Member>();
    for (const scoped of scope) {
      const told = new Set<string>();
      for (const current of teamsOf(manifest, scoped.environment).flatMap((team) => membersOf(team, scoped))) {
        const first = names.get(current.name);
        if (!first) names.set(current.name, current);
        else if (first.scoped !== scoped && !sharePortal(first.scoped, scoped) && !told.has(current.name)) {
          told.add(current.name);
          diagnostics.push(conflict(first, current));
        }
      }
    }
  }
  return diagnostics;
}

function membersOf(member: TeamInEnvironment, scoped: ScopedEnvironment): Member[] {
  const { team, listed } = member;
  const at = rangeOf(listed, 'controlPlaneName') ?? rangeOf(listed, 'key') ?? rangeOf(scoped.environment, 'key');
  const own = { scoped, name: controlPlaneNameOf(member, scoped.environment), who: team.key, at };
  const services = servicesOf(member).flatMap(({ service, listed: said }): Member[] =>
    said?.controlPlaneName === undefined
      ? []
      : [
          {
            scoped,
            name: said.controlPlaneName,
            who: `${service.key} of ${team.key}`,
            at: rangeOf(said, 'controlPlaneName'),
          },
        ],
  );
  return [own, ...services];
}

function conflict(first: Member, second: Member): Diagnostic {
  const [a, b] = [first, second].map(({ who, scoped }) => `${who} in ${showEnvironment(scoped)}`);
  return finding(
    'control-plane-name-conflict',
    `${a} and ${b} would both have the control plane \`${first.name}\``,
    second.at,
    {
      cause: 'Each environment is synced alone, and would undo what the other has synced.',
      fix: 'Give one of them another `control-plane-name`.',
      related: [{ message: 'The other one', at: first.at }],
    },
  );
}
