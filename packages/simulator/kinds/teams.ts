import { type Collection, routesOf } from '../collection.ts';
import type { Call } from '../route.ts';
import { LABELS, NAME } from '../rules/filter.ts';
import { notUnique, problem } from '../rules/problem.ts';
import { labels, labelsUpdate, record, required, text } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';
import { unmapTeam } from './identity-provider.ts';
import { forgetTeam } from './memberships.ts';

const name = text({ min: 1, max: 250 });
const description = text({ min: 1, max: 250 });

/** Konnect's own teams cannot be changed; for PATCH and DELETE the contract lists 400 and no 403. */
function refuseSystemTeam(team: Row | undefined): void {
  if (team?.system_team === true)
    throw problem(400, 'system teams cannot be changed', {
      invalid_parameters: [{ field: 'team', rule: 'invalid', reason: 'is a system team', source: 'path' }],
    });
}

/**
 * The contract has no status for a second team with the same name (3.15.0 lists 400 and 403); the real service's 400
 * for portals is the most similar.
 */
function verifyName(team: Row, call: Call, before: Row | undefined): void {
  refuseSystemTeam(before);
  const taken = call.store.table('teams').by('name', team.name);
  if (taken.some((other) => other.id !== team.id)) throw notUnique('name', team.name);
}

/** `/v3/teams` (Konnect API contract 3.15.0). */
export const teams: Collection = {
  host: 'global',
  path: '/v3/teams',
  parameter: 'teamId',
  table: 'teams',
  noun: 'team',
  listing: { filters: { name: NAME, labels: LABELS } },
  create: record({ name: required(name), description, labels: labels() }),
  update: record({ name, description, labels: labelsUpdate() }),
  unset: { labels: {} },
  build: (body) => ({
    name: body.name,
    description: body.description ?? null,
    system_team: false,
    labels: body.labels ?? {},
  }),
  verify: verifyName,
  remove: (team, call) => {
    refuseSystemTeam(team);
    forgetTeam(team, call);
    unmapTeam(team, call);
  },
};

export const teamRoutes = routesOf(teams);
