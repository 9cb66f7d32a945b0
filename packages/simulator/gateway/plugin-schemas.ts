import { type Collection, routesOf } from '../collection.ts';
import { answer } from '../request.ts';
import type { Route } from '../route.ts';
import type { Fields } from '../rules/merge.ts';
import { allItems } from '../rules/page.ts';
import { invalid, problem } from '../rules/problem.ts';
import { inContract } from '../rules/shape.ts';
import { BASE } from './core-entities.ts';
import { CONTROL_PLANE, inSeconds } from './data-planes.ts';

/** A plugin's name stands in its schema: the first `name = "…"` of the Lua text. */
function named({ lua_schema }: Fields): Fields {
  const name = /\bname\s*=\s*["']([^"']+)["']/.exec(String(lua_schema))?.[1];
  if (name === undefined) {
    throw invalid([{ field: 'lua_schema', rule: 'invalid', reason: 'has no name', source: 'body' }]);
  }
  return { id: name, name, lua_schema };
}

/** The schemas of a control plane's own plugins (Konnect API contract 3.15.0). */
const schemas: Collection = {
  host: 'regional',
  path: `${BASE}/plugin-schemas`,
  parameter: 'name',
  table: 'plugin-schemas',
  noun: 'plugin schema',
  parents: [CONTROL_PLANE],
  listing: { filters: {}, item: (row) => shown(row) },
  page: (call, table, listing) => {
    const items = allItems(call, table, listing);
    return answer(200, { items, page: { total_count: items.length } });
  },
  create: inContract(),
  replace: inContract(),
  build: named,
  verify: (schema, call, before) => {
    const taken = call.store.table('plugin-schemas', call.params.controlPlaneId).get(schema.id);
    if (before === undefined && taken !== undefined) throw problem(409, `plugin ${schema.name} has a schema already`);
  },
  view: (row) => ({ item: shown(row) }),
};

function shown(row: Parameters<typeof inSeconds>[0]): Fields {
  const { id: _, ...schema } = inSeconds(row);
  return schema;
}

export const pluginSchemaRoutes: Route[] = routesOf(schemas);
