import { createHash } from 'node:crypto';
import type { Snapshot } from '@konduct/simulator/snapshot';
import { SavedState } from './saved-state.ts';

/** The rights of people, and the visibility of each API on each portal. */
export interface Exposure {
  /** `ann@acme.example Admin red-dev@eu`: through a membership and a role of the team. */
  readonly access: ReadonlySet<string>;
  /** The openness of each API with its contents, by portal. */
  readonly visible: ReadonlyMap<string, Openness>;
}

interface Openness {
  readonly isPublic: boolean;
  /** Whether visitors of the portal need no login. */
  readonly isOpen: boolean;
}

/**
 * The rights and visibilities in a state, from Konnect's own data.
 *
 * @param start the state before the run: its objects are known by id, since names change, and new ones by name
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

/** The rights and visibilities of one state that none of the others has, in words. */
export function excess(state: Exposure, others: readonly Exposure[]): string[] {
  const access = [...state.access].filter((fact) => !others.some((other) => other.access.has(fact)));
  const visible = [...state.visible].filter(
    ([key, openness]) => !others.some((other) => covers(other.visible.get(key), openness)),
  );
  return [...access, ...visible.map(([key, openness]) => `${key} ${JSON.stringify(openness)}`)];
}

/** Whether the allowed openness is at least as wide. */
function covers(allowed: Openness | undefined, { isPublic, isOpen }: Openness): boolean {
  return allowed !== undefined && (allowed.isPublic || !isPublic) && (allowed.isOpen || !isOpen);
}
