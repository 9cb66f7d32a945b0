/** A role in Konnect and what it is given on. Names as in Konnect's documentation of teams and roles. */
export interface Role {
  readonly name: string;
  readonly on: string;
  /** The predefined team whose members can do the same. */
  readonly team: string;
}

const organizationAdmin = 'Organization Admin';

/**
 * Teams, users and roles. Konnect's documentation: one must be a member of the Organization Admin team or have the
 * Identity Admin role.
 */
export const identityAdmin: Role = { name: 'Admin', on: 'Identity', team: organizationAdmin };

/** To make new objects; who makes one becomes its Admin. */
export function creator(on: string): Role {
  return { name: 'Creator', on, team: organizationAdmin };
}

/** To change objects that exist. */
export function admin(on: string): Role {
  return { name: 'Admin', on, team: organizationAdmin };
}

/** To see objects. */
export function viewer(on: string): Role {
  return { name: 'Viewer', on, team: organizationAdmin };
}

/** To put an API on a portal. */
export function publisher(on: string): Role {
  return { name: 'Publisher', on, team: organizationAdmin };
}
