import { existing } from '../collection.ts';
import { entityTable } from '../gateway/entity-table.ts';
import { answer, type SimulatedResponse } from '../request.ts';
import { type Call, param, type Route } from '../route.ts';
import { check } from '../rules/check.ts';
import { DATE, ID } from '../rules/filter.ts';
import { isFields } from '../rules/merge.ts';
import { numberedPage } from '../rules/page.ts';
import { invalid, notFound, problem } from '../rules/problem.ts';
import { record, required, uuid } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';

const NESTED = '/v3/apis/{apiId}/implementations';

/** Konnect API contract 3.15.0, `ApiImplementation`: exactly one of the two. */
const IMPLEMENTATION = record({
  service: record({ control_plane_id: required(uuid()), id: required(uuid()) }),
  control_plane: record({ control_plane_id: required(uuid()) }),
});

/** The implementations of an API. */
export function implementationsOf(apiId: string, call: Call): Row[] {
  return call.store.table('implementations').by('api_id', apiId);
}

/** Ends the implementations of a deleted API. */
export function forgetApi(apiId: string, call: Call): void {
  for (const row of implementationsOf(apiId, call)) call.store.table('implementations').remove(row.id);
}

function implement(call: Call): SimulatedResponse {
  const { id: apiId } = existing(call, 'apis', param(call, 'apiId'), 'API');
  const { service, control_plane } = check(IMPLEMENTATION, call.body);
  if ((service === undefined) === (control_plane === undefined)) {
    throw invalid([
      {
        field: 'service',
        rule: 'invalid',
        reason: 'exactly one of service and control_plane is needed',
        source: 'body',
      },
    ]);
  }
  const target = service ?? control_plane;
  const planeId = isFields(target) ? String(target.control_plane_id) : '';
  const serviceId = isFields(service) ? String(service.id) : null;
  verifyTarget(planeId, serviceId, call);

  const table = call.store.table('implementations');
  // Contract 3.15.0: a service belongs to one API.
  const taken = serviceId === null ? implementationsOf(apiId, call) : table.by('service_id', serviceId);
  if (taken.some((row) => row.control_plane_id === planeId && row.service_id === serviceId)) {
    throw problem(409, `${serviceId ?? planeId} already implements an API`);
  }
  const now = call.state.timestamp();
  const row: Row = {
    id: call.state.newId(),
    api_id: apiId,
    mode: serviceId === null ? 'control_plane' : 'service',
    control_plane_id: planeId,
    service_id: serviceId,
    created_at: now,
    updated_at: now,
  };
  table.put(row);
  return answer(201, single(row));
}

/** Inferred: the control plane, and its service, must exist in the API's region. */
function verifyTarget(planeId: string, serviceId: string | null, call: Call): void {
  const missing = (field: string, id: string) =>
    invalid([{ field, rule: 'missing_reference', reason: `${id} does not exist`, source: 'body' }]);
  if (call.store.table('control-planes').get(planeId) === undefined) throw missing('control_plane_id', planeId);
  if (serviceId === null || !call.state.checkServices) return;
  if (entityTable(call.store, planeId, 'services').get(serviceId) === undefined) throw missing('service.id', serviceId);
}

function single({ id, mode, control_plane_id, service_id, created_at, updated_at }: Row): object {
  const target =
    mode === 'service'
      ? { service: { control_plane_id, id: service_id } }
      : { control_plane: { control_plane_id, access_control_enforcement_enabled: false } };
  return { id, created_at, updated_at, ...target };
}

function find(call: Call): Row {
  const id = param(call, 'implementationId');
  const row = call.store.table('implementations').get(id);
  if (row === undefined || row.api_id !== param(call, 'apiId')) throw notFound('implementation', id);
  return row;
}

/**
 * Implementations are nested under their API; the list of all has a path of its own (contract 3.15.0). Inferred: an
 * implementation stays when its gateway service or control plane is deleted, and refers to a missing object until it or
 * its API is deleted.
 */
export const implementationRoutes: Route[] = [
  { host: 'regional', method: 'POST', path: NESTED, run: implement },
  {
    host: 'regional',
    method: 'GET',
    path: `${NESTED}/{implementationId}`,
    run: (call) => answer(200, single(find(call))),
  },
  {
    host: 'regional',
    method: 'DELETE',
    path: `${NESTED}/{implementationId}`,
    run: (call) => {
      call.store.table('implementations').remove(find(call).id);
      return answer(204);
    },
  },
  {
    host: 'regional',
    method: 'GET',
    path: '/v3/api-implementations',
    run: (call) =>
      numberedPage(call, call.store.table('implementations'), {
        filters: { id: ID, api_id: ID, service_id: ID, control_plane_id: ID, created_at: DATE, updated_at: DATE },
        sort: ['created_at', 'updated_at'],
        item: (row) => ({ ...single(row), api_id: row.api_id }),
      }),
  },
];
