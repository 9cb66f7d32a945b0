import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import type { Manifest } from '@konduct/core/manifest/manifest';
import type { FailOn } from '@konduct/core/manifest/table/environment';
import { allowBreakingLabel } from '@konduct/core/policy/allow-breaking';
import type { ApiChangeLevel } from '@konduct/core/run/api-change';
import type { GateOutcome, ServiceStaging } from '@konduct/core/run/staging';
import { rangeOf } from '@konduct/core/source/origin';
import type { SourceRange } from '@konduct/core/source/range';

/** The levels of changes that are stopped. */
const stopped: Readonly<Record<FailOn, readonly ApiChangeLevel[]>> = {
  breaking: ['breaking'],
  warn: ['breaking', 'risky'],
  off: [],
};

/** The changes of an environment that are stopped: one entry for each service with such changes. */
export interface Gate {
  readonly outcome: GateOutcome;
  readonly findings: readonly Diagnostic[];
}

/**
 * Judges the changes of an environment by the `fail-on` of its organizations. Accepted changes pass. An API that could
 * not be compared does not pass, because its changes are unknown.
 *
 * @param given the run's own `fail-on`, which replaces the manifest's
 * @returns undefined when nothing is stopped
 */
export function judgeGate(
  environment: string,
  services: readonly ServiceStaging[],
  manifest: Manifest,
  given: FailOn | undefined,
): Gate | undefined {
  const found = services.flatMap((service) => {
    const declared = manifest.organizations.get(service.organization)?.environments.get(environment);
    const failOn = given ?? declared?.failOn ?? 'off';
    if (failOn === 'off') return [];
    const at = given === undefined ? rangeOf(declared, 'failOn') : undefined;
    const changes = (service.changes ?? []).filter(
      ({ level, accepted }) => !accepted && stopped[failOn].includes(level),
    );
    return changes.length > 0 || service.uncompared
      ? [{ service, failOn, changes: changes.length, finding: refusal(service, failOn, changes.length, at) }]
      : [];
  });
  const [first] = found;
  if (!first) return undefined;
  return {
    outcome: {
      failOn: found.some(({ failOn }) => failOn === 'warn') ? 'warn' : first.failOn,
      changes: found.reduce((sum, { changes }) => sum + changes, 0),
      uncompared: found.filter(({ service }) => service.uncompared).length,
      services: [...new Set(found.map(({ service }) => service.service))],
    },
    findings: found.map((each) => each.finding),
  };
}

function refusal(
  { service, uncompared }: ServiceStaging,
  failOn: Exclude<FailOn, 'off'>,
  changes: number,
  at: SourceRange | undefined,
): Diagnostic {
  const verb = changes === 1 ? 'breaks' : 'break';
  const kind = failOn === 'warn' ? `that ${verb} callers or may break them` : `that ${verb} callers`;
  const what = changes === 1 ? `${service} has a change` : `${service} has ${changes} changes`;
  const message =
    changes > 0
      ? `${what} ${kind}, and nobody accepted ${changes === 1 ? 'it' : 'them'}`
      : `Whether ${service} breaks callers could not be told`;
  return finding('api-breaking', message, at, {
    cause: `The gate is \`fail-on: ${failOn}\`${uncompared ? `, and ${uncompared.reason}` : ''}.`,
    fix: [
      'Make the change another way, accept it with a reason and a last day in an `accepted-changes.yaml`,',
      `or let a code owner put the label \`${allowBreakingLabel}\` on the pull request.`,
    ].join(' '),
  });
}
