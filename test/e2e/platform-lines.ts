import { sha256 } from '@konduct/core/value/digest';
import type { Snapshot } from '@konduct/simulator/snapshot';
import { type SavedRow, SavedState } from './saved-state.ts';

/**
 * The objects that Konduct manages in an organization: a sorted line for each, with names instead of ids. Equal
 * platforms have equal lines, and a duplicate object shows as two equal lines.
 */
export function platformLines(snapshot: Snapshot, token: string, shown = { labels: true }): string[] {
  const saved = new SavedState(snapshot, token);
  const labels = (row: SavedRow) => (shown.labels ? [labelText(row)] : []);
  const lines: string[][] = [
    ...saved
      .rows('teams')
      .filter(({ system_team }) => system_team !== true)
      .map((team) => ['team', String(team.name), String(team.description), ...labels(team)]),
    ...saved.rows('users').map(({ email }) => ['user', String(email)]),
    ...saved
      .rows('memberships')
      .map(({ team_id, member_id }) => [
        'member',
        saved.name('teams', team_id),
        String(saved.row('users', member_id)?.email ?? member_id),
      ]),
    ...saved
      .rows('assigned-roles')
      .map(({ scope, role_name, entity_id, entity_region }) => [
        'role',
        saved.name('teams', scope),
        String(role_name),
        saved.name('control-planes', entity_id),
        String(entity_region),
      ]),
    ...saved
      .rows('control-planes')
      .map((plane) => ['control plane', plane.host, String(plane.name), String(plane.description), ...labels(plane)]),
    ...saved
      .rows('portals')
      .map((portal) => [
        'portal',
        portal.host,
        String(portal.name),
        String(portal.display_name),
        String(portal.default_api_visibility),
        `${saved.rows('pages').filter(({ scope }) => scope === portal.id).length} pages`,
        ...labels(portal),
      ]),
    ...saved
      .rows('apis')
      .map((api) => ['api', api.host, String(api.name), String(api.version), String(api.description), ...labels(api)]),
    ...saved
      .rows('versions')
      .map(({ host, scope, version, content }) => [
        'version',
        host,
        saved.name('apis', scope),
        String(version),
        sha256(String(content)),
      ]),
    ...saved
      .rows('publications')
      .map(({ host, api_id, portal_id, visibility }) => [
        'publication',
        host,
        saved.name('apis', api_id),
        saved.name('portals', portal_id),
        String(visibility),
      ]),
    ...saved
      .rows('implementations')
      .map(({ host, api_id, control_plane_id, service_id }) => [
        'implementation',
        host,
        saved.name('apis', api_id),
        saved.name('control-planes', control_plane_id),
        saved.name('core-entities/services', service_id),
      ]),
  ];
  return lines.map((line) => line.join(' | ')).sort();
}

function labelText(row: SavedRow): string {
  return Object.entries(row.labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
}
