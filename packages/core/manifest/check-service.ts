import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import type { Manifest } from './manifest.ts';
import { segmentProblem } from './path-segment.ts';
import { parseRemote, remoteIdentity } from './remote.ts';
import type { ManifestService } from './table/service.ts';
import type { ManifestTeam } from './table/team.ts';

interface Claim {
  readonly team: ManifestTeam;
  readonly service: ManifestService;
}

/**
 * Checks services: no two teams may claim the same key or specification, and `spec-path` must stay within the service's
 * repository.
 */
export function checkServices(manifest: Manifest): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const byKey = new Map<string, Claim>();
  const bySpecification = new Map<string, Claim>();
  for (const team of manifest.teams.values()) {
    for (const service of team.services.values()) {
      diagnostics.push(...checkSpecPath(service));
      const claim = { team, service };
      const specification = specificationOf(service);
      const sameKey = remember(byKey, service.key, claim);
      const sameSpecification =
        specification === undefined ? undefined : remember(bySpecification, specification, claim);
      if (sameKey) diagnostics.push(claimedTwice(claim, sameKey, 'The service'));
      else if (sameSpecification && sameSpecification.team !== team) {
        diagnostics.push(claimedTwice(claim, sameSpecification, `The specification of the service`));
      }
    }
  }
  return diagnostics;
}

/** Records a claim, or returns the first claim of the same key or specification. */
function remember(claims: Map<string, Claim>, what: string, claim: Claim): Claim | undefined {
  const first = claims.get(what);
  if (!first) claims.set(what, claim);
  return first;
}

function claimedTwice({ team, service }: Claim, first: Claim, what: string): Diagnostic {
  const message = `${what} \`${service.key}\` is claimed by the teams ${first.team.key} and ${team.key}`;
  return finding('service-claimed-twice', message, rangeOf(service, 'key'), {
    cause: 'A service has one owner, whose gateway serves it and whose API describes it.',
    fix: 'Leave it with one of the teams.',
    related: [{ message: `Claimed by ${first.team.key} here`, at: rangeOf(first.service, 'key') }],
  });
}

/**
 * The repository and path of a service's specification, as one text that is the same for every way to write the remote.
 */
function specificationOf({ git, specPath }: ManifestService): string | undefined {
  const remote = git?.remote === undefined ? undefined : parseRemote(git.remote);
  return remote && `${remoteIdentity(remote)} ${specPath}`;
}

function checkSpecPath(service: ManifestService): Diagnostic[] {
  const path = service.specPath;
  const absolute = path.startsWith('/') || /^[A-Za-z]:/.test(path);
  const problem = absolute ? 'it is absolute' : path.split('/').map(segmentProblem).find(Boolean);
  if (problem === undefined) return [];
  const message = `The spec-path ${JSON.stringify(service.specPath)} is not a path in the repository of ${service.key}: ${problem}`;
  return [
    finding('manifest-value', message, rangeOf(service, 'specPath'), {
      cause: 'A specification is read from the repository of its service and from nowhere else.',
      fix: 'Write the path of the file from the root of the repository, as in `api/openapi.yaml`.',
    }),
  ];
}
