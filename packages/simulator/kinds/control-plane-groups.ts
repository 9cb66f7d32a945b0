import { find } from '../collection.ts';
import { answer, type SimulatedResponse } from '../request.ts';
import type { Call, Method, Route } from '../route.ts';
import { check } from '../rules/check.ts';
import { type CursorMeta, cursorPage } from '../rules/page.ts';
import { invalid } from '../rules/problem.ts';
import { list, openRecord, required, text } from '../rules/shape.ts';
import type { Row, Table } from '../store/table.ts';
import { controlPlanes, GROUP } from './control-planes.ts';

const MEMBERS = openRecord({ members: required(list(openRecord({ id: required(text()) }))) });
const PATH = '/v2/control-planes/{controlPlaneId}/group-memberships';

/** This list has no `previous` (contract 3.15.0). */
const NEXT_AND_TOTAL: CursorMeta = ({ next, size }, total) => ({ page: { next, size, total } });

/** @throws Refusal 400 when the control plane is not a group, or a member is one or does not exist. */
function membersTable(call: Call): Table {
  const group = find(controlPlanes, call);
  if (group.cluster_type !== GROUP) {
    throw invalid([
      { field: 'controlPlaneId', rule: 'invalid', reason: 'is not a control plane group', source: 'path' },
    ]);
  }
  return call.store.table('group-members', group.id);
}

function namedMembers(call: Call): string[] {
  const { members } = check(MEMBERS, call.body) as { members: { id: string }[] };
  for (const { id } of members) {
    const plane = call.store.table('control-planes').get(id);
    if (plane === undefined || plane.cluster_type === GROUP) {
      throw invalid([
        { field: 'members', rule: 'missing_reference', reason: `${id} cannot be a member`, source: 'body' },
      ]);
    }
  }
  return members.map(({ id }) => id);
}

function memberRows(call: Call): Row[] {
  const planes = call.store.table('control-planes');
  return [...membersTable(call).rows()].flatMap(({ id }) => planes.get(id) ?? []);
}

function writing(method: Method, path: string, write: (table: Table, ids: readonly string[]) => void): Route {
  const run = (call: Call): SimulatedResponse => {
    const table = membersTable(call);
    write(table, namedMembers(call));
    return answer(204);
  };
  return { host: 'regional', method, path, run };
}

const add = (table: Table, ids: readonly string[]) => {
  for (const id of ids) table.put({ id });
};

const remove = (table: Table, ids: readonly string[]) => {
  for (const id of ids) table.remove(id);
};

/** Groups of control planes (Konnect API contract 3.15.0). PUT replaces the members, as its method says. */
export const controlPlaneGroupRoutes: Route[] = [
  {
    host: 'regional',
    method: 'GET',
    path: PATH,
    run: (call) =>
      cursorPage(
        call,
        memberRows(call),
        { filters: {}, item: (row) => controlPlanes.view?.(row, call) ?? row },
        NEXT_AND_TOTAL,
      ),
  },
  {
    host: 'regional',
    method: 'GET',
    path: '/v2/control-planes/{controlPlaneId}/group-status',
    run: (call) => {
      membersTable(call);
      const { id, created_at, updated_at } = find(controlPlanes, call);
      // Conflicts between members are not simulated.
      return answer(200, { item: { id, created_at, updated_at, conflicts: [], state: 'OK' } });
    },
  },
  {
    host: 'regional',
    method: 'GET',
    path: '/v2/control-planes/{controlPlaneId}/group-member-status',
    run: (call) => {
      const { id } = find(controlPlanes, call);
      const groups = [...call.store.table('control-planes').rows()];
      return answer(200, {
        is_member: groups.some((group) => call.store.table('group-members', group.id).get(id) !== undefined),
      });
    },
  },
  writing('PUT', PATH, (table, ids) => {
    remove(
      table,
      [...table.rows()].map(({ id }) => id),
    );
    add(table, ids);
  }),
  writing('POST', `${PATH}/add`, add),
  writing('POST', `${PATH}/remove`, remove),
];
