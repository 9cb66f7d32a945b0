import { createHash } from 'node:crypto';
import type { Snapshot } from '@konduct/simulator/snapshot';
import { SavedState } from './saved-state.ts';

/** What people may do, and what of each API can be seen where. */
export interface Exposure {
  /** `ann@acme.example Admin red-dev@eu`: through a membership and a role of the team. */
  readonly access: ReadonlySet<string>;
  /** How open each API, with what it says, is on each portal. */
  readonly visible: ReadonlyMap<string, Openness>;
}

interface Openness {
  readonly isPublic: boolean;
  /** Visitors of the portal need not sign in. */
  readonly isOpen: boolean;
}

/**
 * The facts of a state: what anybody could check in Konnect.
 *
 * @param start where it came from: what was there is known by its id, since names change; what is new by its name
 */
export function exposureOf(snapshot: Snapshot, token: string, start: Snapshot = snapshot): Exposure {
  const saved = new SavedState(snapshot, token);
  const first = new SavedState(start, token);
  const named = (table: string, id: unknown): string => {
    const row = saved.row(table, id);
    if (!row) return '';
    const before = first.row(table, id);
    return before ? `${before.name}@${before.host} (${row.id})` : `${row.name}@${row.host}`;
  };
  const access = new Set<string>();
  const roles = saved.rows('assigned-roles');
  for (const membership of saved.rows('memberships')) {
    const person = String(saved.row('users', membership.member_id)?.email);
    for (const role of roles) {
      if (role.scope !== membership.team_id) continue;
      const entity = named('control-planes', role.entity_id);
      if (entity !== '') access.add(`${person} ${role.role_name} ${entity}`);
    }
  }
  const versions = saved.rows('versions');
  const visible = new Map<string, Openness>();
  for (const publication of saved.rows('publications')) {
    const portal = saved.row('portals', publication.portal_id);
    const contents = versions.filter(({ scope }) => scope === publication.api_id).map(({ content }) => String(content));
    for (const content of contents) {
      const digest = createHash('sha256').update(content).digest('hex').slice(0, 8);
      const key = `${named('apis', publication.api_id)} ${digest} on ${named('portals', publication.portal_id)}`;
      visible.set(key, {
        isPublic: publication.visibility === 'public',
        isOpen: portal?.authentication_enabled === false,
      });
    }
  }
  return { access, visible };
}

/** What is visible or allowed in one state and in none of the others, in words. */
export function excess(state: Exposure, others: readonly Exposure[]): string[] {
  const access = [...state.access].filter((fact) => !others.some((other) => other.access.has(fact)));
  const visible = [...state.visible].filter(
    ([key, openness]) => !others.some((other) => covers(other.visible.get(key), openness)),
  );
  return [...access, ...visible.map(([key, openness]) => `${key} ${JSON.stringify(openness)}`)];
}

/** Whether what is allowed is at least as open. */
function covers(allowed: Openness | undefined, { isPublic, isOpen }: Openness): boolean {
  return allowed !== undefined && (allowed.isPublic || !isPublic) && (allowed.isOpen || !isOpen);
}
