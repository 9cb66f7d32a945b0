/**
 * A role in Konnect and the kind of object that it is for, with the names in Konnect's documentation of teams and
 * roles.
 */
export interface Role {
  readonly name: string;
  readonly on: string;
  /** The predefined team whose members have the same rights. */
  readonly team: string;
  /** The reason why the role is needed, as a clause: `who makes an object becomes its Admin`. */
  readonly reason: string;
}

const organizationAdmin = 'Organization Admin';

/**
 * The role for teams, users and roles. Konnect's documentation requires the Organization Admin team or the Identity
 * Admin role.
 */
export const identityAdmin: Role = {
  name: 'Admin',
  on: 'Identity',
  team: organizationAdmin,
  reason: 'what people and machines may do is changed and listed by administrators of identity alone',
};

/** The role for creating objects. The creator of an object becomes its Admin. */
export function creator(
  on: string,
  reason = 'it is the least that makes new ones, and who makes one becomes its Admin',
): Role {
  return { name: 'Creator', on, team: organizationAdmin, reason };
}

/** The role for changing existing objects. */
export function admin(on: string, reason = 'it is the least that changes and deletes what others made'): Role {
  return { name: 'Admin', on, team: organizationAdmin, reason };
}

/** The role for seeing objects. */
export function viewer(on: string, reason = 'it is the least that lists and reads them'): Role {
  return { name: 'Viewer', on, team: organizationAdmin, reason };
}

/** The role for publishing an API on a portal. */
export function publisher(
  on: string,
  reason = 'it is the least that puts an API on a portal, changes that and takes it off',
): Role {
  return { name: 'Publisher', on, team: organizationAdmin, reason };
}
