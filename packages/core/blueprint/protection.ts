import { ExpressionError } from '../cel/expression-error.ts';
import type { CelType } from '../cel/type.ts';
import { Unknown } from '../cel/unknown.ts';
import { environmentInstance } from '../instance/environment.ts';
import { environmentTeamInstance } from '../instance/environment-team.ts';
import { organizationInstance } from '../instance/organization.ts';
import { serviceInstance } from '../instance/service.ts';
import { sharedControlPlaneInstance } from '../instance/shared-control-plane.ts';
import { teamInstance } from '../instance/team.ts';
import type { Blueprint } from './blueprint.ts';

const protectable: ReadonlySet<unknown> = new Set(
  [
    organizationInstance,
    environmentInstance,
    environmentTeamInstance,
    sharedControlPlaneInstance,
    teamInstance,
    serviceInstance,
  ].map(({ struct }) => struct),
);

/** Whether a value is an organization, environment, team, service or control plane with `deletionProtection`. */
export function isProtected(type: CelType, value: unknown): boolean {
  if (type.kind !== 'struct' || !protectable.has(type.struct)) return false;
  return typeof value === 'object' && value !== null && Reflect.get(value, 'deletionProtection') === true;
}

/** Whether a field of an instance's spec is protected by {@link isProtected}, whatever its name. */
export function isProtectedIn(blueprint: Blueprint, spec: () => object): boolean {
  return [...blueprint.spec.members.values()].some(({ name, type }) => {
    try {
      return isProtected(type, Reflect.get(spec(), name));
    } catch (error) {
      // Reported where the expressions that use it fail.
      if (error instanceof Unknown || error instanceof ExpressionError) return false;
      throw error;
    }
  });
}
