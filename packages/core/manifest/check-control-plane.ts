import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import { controlPlaneNameOf, type TeamInEnvironment, teamsOf } from './effective.ts';
import { konnectScopes, type ScopedEnvironment, sharePortal, showEnvironment } from './konnect-scope.ts';
import type { Manifest } from './manifest.ts';

interface Member {
  readonly scoped: ScopedEnvironment;
  readonly member: TeamInEnvironment;
}

/** Checks the names of control planes: two teams of an organization and region must not share one. */
export function checkControlPlanes(manifest: Manifest): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const scope of konnectScopes(manifest)) {
    const names = new Map<string, Member>();
    for (const scoped of scope) {
      for (const member of teamsOf(manifest, scoped.environment)) {
        const name = controlPlaneNameOf(member, scoped.environment);
        const current = { scoped, member };
        const first = names.get(name);
        if (!first) names.set(name, current);
        else if (!sharePortal(first.scoped, scoped)) diagnostics.push(conflict(name, first, current));
      }
    }
  }
  return diagnostics;
}

function conflict(name: string, first: Member, second: Member): Diagnostic {
  const [a, b] = [first, second].map(({ member, scoped }) => `${member.team.key} in ${showEnvironment(scoped)}`);
  return finding(
    'control-plane-name-conflict',
    `${a} and ${b} would both have the control plane \`${name}\``,
    nameRange(second),
    {
      cause: 'Each team syncs its gateway alone, and would undo what the other has synced.',
      fix: 'Give one of them another `control-plane-name`.',
      related: [{ message: 'The other one', at: nameRange(first) }],
    },
  );
}

function nameRange({ scoped, member }: Member): SourceRange | undefined {
  const { listed } = member;
  return rangeOf(listed, 'controlPlaneName') ?? rangeOf(listed, 'key') ?? rangeOf(scoped.environment, 'key');
}
