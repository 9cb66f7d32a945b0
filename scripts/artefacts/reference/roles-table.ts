import type { KonnectKind } from '../../../packages/konnect/kinds/kind.ts';
import { konnectKinds } from '../../../packages/konnect/kinds/registry.ts';
import type { Role } from '../../../packages/konnect/kinds/role.ts';
import { code, table } from '../markdown.ts';

/** What needs roles and is no kind of blueprints. */
const others = [
  ['[the lease](run-one-at-a-time.md) of an organization', '', 'Admin on Identity', 'Admin on Identity'],
  [
    'services, routes and plugins of a gateway, by `deck diff` and `deck sync`',
    'Viewer on Control Planes',
    'Admin on Control Planes',
    'Admin on Control Planes',
  ],
];

/** The roles that a token needs, a row for all kinds with the same ones. */
export function rolesTable(): string {
  const kinds = Map.groupBy(konnectKinds, (kind) => rolesOf(kind).join('|'));
  const rows = [...kinds].map(([roles, same]) => [same.map(({ name }) => code(name)).join(', '), ...roles.split('|')]);
  return table(['what', 'read', 'make', 'change, delete'], [...rows, ...others]);
}

function rolesOf({ roles: { read, create, update, delete: remove } }: KonnectKind): string[] {
  return [shown(read), shown(create), shown(remove ?? update ?? create)];
}

function shown(role: Role | undefined): string {
  return role === undefined ? '' : `${role.name} on ${role.on}`;
}
