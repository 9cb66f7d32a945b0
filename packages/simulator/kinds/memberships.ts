import { existing } from '../collection.ts';
import { answer } from '../request.ts';
import { type Call, param, type Route } from '../route.ts';
import { check } from '../rules/check.ts';
import { type Filters, ID, NAME } from '../rules/filter.ts';
import { numberedPage } from '../rules/page.ts';
import { notFound, problem } from '../rules/problem.ts';
import { openRecord, required, uuid } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';

/** The kinds of members of teams: users and system accounts. */
interface Member {
  /** The table of the members, which is the last path segment: `users`. */
  readonly table: string;
  readonly parameter: string;
  readonly noun: string;
  readonly filters: Filters;
}

const USERS: Member = {
  table: 'users',
  parameter: 'userId',
  noun: 'user',
  filters: { id: ID, email: NAME, full_name: NAME, active: { operators: ['eq'] } },
};

const SYSTEM_ACCOUNTS: Member = {
  table: 'system-accounts',
  parameter: 'accountId',
  noun: 'system account',
  filters: { name: NAME },
};

const MEMBERSHIP = openRecord({ id: required(uuid()) });

/** The routes of `/v3/teams/{teamId}/<members>` and of `/v3/<members>/{id}/teams` (contract 3.15.0). */
function routesFor(member: Member): Route[] {
  const members = `/v3/teams/{teamId}/${member.table}`;
  return [
    {
      host: 'global',
      method: 'GET',
      path: members,
      run: (call) => numberedPage(call, membersOf(call, member), { filters: member.filters }),
    },
    {
      host: 'global',
      method: 'POST',
      path: members,
      run: (call) => {
        const team = existing(call, 'teams', param(call, 'teamId'), 'team');
        const { id } = check(MEMBERSHIP, call.body);
        const person = existing(call, member.table, String(id), member.noun);
        const table = call.store.table('memberships');
        const key = membershipId(team.id, person.id);
        if (table.get(key) !== undefined)
          throw problem(409, `${member.noun} ${person.id} is already a member of team ${team.id}`);
        table.put({ id: key, team_id: team.id, member_id: person.id, kind: member.table });
        return answer(201);
      },
    },
    {
      host: 'global',
      method: 'DELETE',
      path: `${members}/{${member.parameter}}`,
      run: (call) => {
        const team = existing(call, 'teams', param(call, 'teamId'), 'team');
        const id = param(call, member.parameter);
        if (!call.store.table('memberships').remove(membershipId(team.id, id))) throw notFound(member.noun, id);
        return answer(204);
      },
    },
    {
      host: 'global',
      method: 'GET',
      path: `/v3/${member.table}/{${member.parameter}}/teams`,
      run: (call) => numberedPage(call, teamsOf(call, member), { filters: { name: NAME } }),
    },
  ];
}

function membersOf(call: Call, member: Member): Row[] {
  const team = existing(call, 'teams', param(call, 'teamId'), 'team');
  const memberships = call.store.table('memberships').by('team_id', team.id);
  const people = call.store.table(member.table);
  return memberships
    .filter((row) => row.kind === member.table)
    .flatMap((row) => people.get(String(row.member_id)) ?? []);
}

function teamsOf(call: Call, member: Member): Row[] {
  const person = existing(call, member.table, param(call, member.parameter), member.noun);
  const teams = call.store.table('teams');
  return call.store
    .table('memberships')
    .by('member_id', person.id)
    .flatMap((row) => teams.get(String(row.team_id)) ?? []);
}

/** Ends the memberships in a deleted team. */
export function forgetTeam(team: Row, call: Call): void {
  const table = call.store.table('memberships');
  for (const row of table.by('team_id', team.id)) table.remove(row.id);
}

/** Ends the memberships of a deleted user or system account. */
export function forgetMember(member: Row, call: Call): void {
  const table = call.store.table('memberships');
  for (const row of table.by('member_id', member.id)) table.remove(row.id);
}

function membershipId(team: string, member: string): string {
  return `${team}/${member}`;
}

export const membershipRoutes: Route[] = [...routesFor(USERS), ...routesFor(SYSTEM_ACCOUNTS)];
