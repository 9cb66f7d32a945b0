import { closeName } from '../cel/suggestion.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import { checkDependencies } from './check-dependency.ts';
import type { Manifest } from './manifest.ts';
import type { ManifestEnvironment, ManifestEnvironmentTeam } from './table/environment.ts';
import type { ManifestTeam } from './table/team.ts';

/** Checks that the types, teams, services and environments that an environment names are defined. */
export function checkEnvironments(manifest: Manifest): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const organization of manifest.organizations.values()) {
    for (const environment of organization.environments.values()) {
      // A file that could not be read whole may define the names that seem undefined, so they are not reported.
      if (!manifest.incomplete)
        diagnostics.push(...checkType(manifest, environment), ...checkTeams(manifest, environment));
    }
    diagnostics.push(...checkDependencies(organization));
  }
  return diagnostics;
}

function checkType(manifest: Manifest, environment: ManifestEnvironment): Diagnostic[] {
  const { type } = environment;
  if (type === undefined || manifest.environmentTypes.has(type)) return [];
  const at = rangeOf(environment, 'type');
  return [
    unknown(`environment type \`${type}\``, type, [...manifest.environmentTypes.keys()], at, 'environment-types'),
  ];
}

function checkTeams(manifest: Manifest, environment: ManifestEnvironment): Diagnostic[] {
  return [...(environment.teams?.values() ?? [])].flatMap((listed) => {
    const team = manifest.teams.get(listed.key);
    if (team) return [...checkNoServices(team, listed, environment), ...checkListedServices(manifest, team, listed)];
    return [unknown(`team \`${listed.key}\``, listed.key, [...manifest.teams.keys()], rangeOf(listed, 'key'), 'teams')];
  });
}

/** Warns of a listed team without `services`: the author may have meant all of its services or none. */
function checkNoServices(
  team: ManifestTeam,
  listed: ManifestEnvironmentTeam,
  { key }: ManifestEnvironment,
): Diagnostic[] {
  if (listed.services || team.services.size === 0) return [];
  return [
    finding(
      'team-without-services',
      `The team ${team.key} has no services in ${key}, because it is listed without \`services\``,
      rangeOf(listed, 'key'),
      {
        severity: 'warning',
        cause:
          'Nothing says which of its services are meant, and an API that nobody asked for must not become visible.',
        fix:
          `List them under \`${team.key}.services\`, or write \`services: {}\` for none. An environment without the key ` +
          '`teams` has all teams with all their services.',
      },
    ),
  ];
}

function checkListedServices(manifest: Manifest, team: ManifestTeam, listed: ManifestEnvironmentTeam): Diagnostic[] {
  const section = `teams.${team.key}.services`;
  return [...(listed.services?.values() ?? [])].flatMap((service) => {
    if (team.services.has(service.key)) return [];
    const what = `service \`${service.key}\` in the team ${team.key}`;
    const owner = [...manifest.teams.values()].find(({ services }) => services.has(service.key));
    if (!owner) return [unknown(what, service.key, [...team.services.keys()], rangeOf(service, 'key'), section)];
    return [
      finding('reference-unknown', `There is no ${what}`, rangeOf(service, 'key'), {
        fix: `It is a service of the team ${owner.key}: list it there.`,
        related: [{ message: 'Defined here', at: rangeOf(owner.services.get(service.key), 'key') }],
      }),
    ];
  });
}

function unknown(
  what: string,
  name: string,
  names: readonly string[],
  at: SourceRange | undefined,
  section: string,
): Diagnostic {
  const meant = names.find((known) => known.toLowerCase() === name.toLowerCase()) ?? closeName(name, names);
  const shown = names.slice(0, 10).join(', ') + (names.length > 10 ? ', …' : '');
  return finding('reference-unknown', `There is no ${what}`, at, {
    cause: names.length === 0 ? `\`${section}\` defines none.` : `\`${section}\` has ${shown}.`,
    fix:
      meant === undefined ? `Define it under \`${section}\`, or name one that is there.` : `Did you mean \`${meant}\`?`,
  });
}
