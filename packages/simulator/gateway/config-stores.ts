import { type Collection, existing, type Parent, routesOf, scopeOf } from '../collection.ts';
import { answer } from '../request.ts';
import { type Call, param, type Route } from '../route.ts';
import { check } from '../rules/check.ts';
import { cursorPage, LINKS_IN_PAGE, type Listing } from '../rules/page.ts';
import { invalid, notUnique } from '../rules/problem.ts';
import { forced, queryProblem } from '../rules/query.ts';
import { inContract } from '../rules/shape.ts';
import type { Row, Table } from '../store/table.ts';
import { CONTROL_PLANE } from './data-planes.ts';

const STORE: Parent = { table: 'config-stores', parameter: 'configStoreId', noun: 'config store' };
const PATH = '/v2/control-planes/{controlPlaneId}/config-stores';

const page = (call: Call, table: Table, listing: Listing) => cursorPage(call, table, listing, LINKS_IN_PAGE);

/** `…/config-stores`: where a control plane keeps values that gateways refer to (Konnect API contract 3.15.0). */
const stores: Collection = {
  host: 'regional',
  path: PATH,
  parameter: STORE.parameter,
  table: STORE.table,
  noun: STORE.noun,
  parents: [CONTROL_PLANE],
  listing: { filters: {} },
  page,
  create: inContract(),
  replace: inContract(),
  // Contract 3.15.0: DELETE has `force` and a 400. That the 400 is for a store with secrets is inferred.
  remove: (store, call) => {
    const { size } = call.store.table('secrets', store.id);
    if (forced(call.query) || size === 0) return;
    throw invalid([queryProblem('force', `is needed for a store that holds ${size} secrets`, 'required')]);
  },
};

/** A secret is shown by its key; its value is write-only. */
function view({ id, created_at, updated_at }: Row): object {
  return { key: id, created_at, updated_at };
}

const secrets: Collection = {
  host: 'regional',
  path: `${PATH}/{configStoreId}/secrets`,
  parameter: 'key',
  table: 'secrets',
  noun: 'secret',
  parents: [CONTROL_PLANE, STORE],
  listing: { filters: {} },
  page,
  create: inContract(),
  build: ({ key }) => ({ id: key }),
  verify: ({ id }, call) => {
    if (secretsOf(call).get(id) !== undefined) throw notUnique('key', id);
  },
  view,
};

function secretsOf(call: Call): Table {
  return call.store.table('secrets', scopeOf([CONTROL_PLANE, STORE], call));
}

/** PUT creates a secret, too; the status says which it did (contract 3.15.0). */
const put: Route = {
  host: 'regional',
  method: 'PUT',
  path: `${secrets.path}/{key}`,
  run: (call) => {
    const table = secretsOf(call);
    check(inContract(), call.body);
    const id = param(call, 'key');
    const now = call.state.timestamp();
    const before = table.get(id);
    table.put({ id, created_at: before?.created_at ?? now, updated_at: now });
    return answer(
      before === undefined ? 201 : 200,
      view(existing(call, 'secrets', id, 'secret', param(call, 'configStoreId'))),
    );
  },
};

export const configStoreRoutes: Route[] = [...routesOf(stores), ...routesOf(secrets), put];
