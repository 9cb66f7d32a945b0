import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { Environment, EnvironmentTeam, Organization } from '@konduct/core/instance/instance';
import { addressLabel, protectedLabel, protectedSuffix } from '@konduct/core/provider/ownership';
import { rangeOf } from '@konduct/core/source/origin';
import type { Protection, Protector } from '@konduct/deck/gateway/protection';

const firstDropped = 'Take `deletion-protection` off in one merge, and delete in a second one.';

/** The objects that a manifest protects with `deletion-protection`. */
export interface ManifestProtection {
  /** The protectors of every entity on the team's control plane. */
  readonly plane: readonly Protector[];
  /** The protectors of services, by the names of their APIs. */
  readonly apis: ReadonlyMap<string, Protector>;
}

/** The protection of a team in an environment, by the manifest. */
export function manifestProtection(
  organization: Organization,
  environment: Environment,
  team: EnvironmentTeam,
): ManifestProtection {
  const owners = [
    [organization, `The organization ${organization.key}`],
    [environment, `The environment ${environment.key} of ${organization.key}`],
    [team, `The team ${team.key}`],
  ] as const;
  return {
    plane: owners.flatMap(([owner, words]) => (owner.deletionProtection ? [protector(owner, words)] : [])),
    apis: new Map(
      team.services.flatMap((service) =>
        service.deletionProtection
          ? [[service.apiName, protector(service, `The service ${service.key}`)] as const]
          : [],
      ),
    ),
  };
}

function protector(owner: object, words: string): Protector {
  return {
    cause: `${words} has \`deletion-protection\`.`,
    fix: firstDropped,
    at: rangeOf(owner, 'deletionProtection'),
  };
}

/** The protection in the labels of an object in Konnect: from the last apply, or set by a person. */
export function labelProtectors(what: string, labels: Readonly<Record<string, string>>): readonly Protector[] {
  const byHand: Protector = {
    cause: `${what} has the label ${protectedLabel} in Konnect.`,
    fix: `Take the label ${protectedLabel} off in Konnect, and run it again.`,
  };
  const asApplied: Protector = {
    cause: `${what} is protected in Konnect, as the manifests said when it was last applied.`,
    fix: firstDropped,
  };
  return [
    ...(labels[addressLabel]?.endsWith(protectedSuffix) ? [asApplied] : []),
    ...(labels[protectedLabel] === 'true' ? [byHand] : []),
  ];
}

/** Protectors of APIs by name, or the reason why they could not be read. */
export type ApiProtectors = ReadonlyMap<string, readonly Protector[]> | readonly Diagnostic[];

/**
 * The protection by a manifest and by Konnect together. Konnect's counts as well, so that a protection still holds in
 * the change that removes it from the manifest together with the protected object.
 *
 * @param readApis lists the APIs of the control plane's region
 */
export function protectionOf(
  manifest: ManifestProtection,
  plane: readonly Protector[],
  readApis: () => Promise<ApiProtectors>,
): Protection {
  return {
    plane: manifest.plane.length > 0 ? manifest.plane : plane,
    async apis(names) {
      const isKnown = names.every((name) => manifest.apis.has(name));
      const read: ApiProtectors = isKnown ? new Map() : await readApis();
      if (!('get' in read)) return read;
      return new Map(
        names.map((name) => {
          const own = manifest.apis.get(name);
          return [name, own ? [own] : (read.get(name) ?? [])];
        }),
      );
    },
  };
}
