import { answer } from '../request.ts';
import { type Call, param, type Route } from '../route.ts';
import { isFields } from '../rules/merge.ts';
import { BASE, planeOf } from './core-entities.ts';
import { PLUGIN_DEFAULTS } from './defaults.ts';
import { ENTITIES } from './entities.ts';
import { entityNotFound } from './gateway-error.ts';

/** decK names the types in the singular: `ca_certificate` is in `ca_certificates`, `jwt` in `jwts`. */
const BY_TYPE = new Map(ENTITIES.map((entity) => [entity.collection.replace(/s$/, ''), entity]));

/** A JSON schema with only the defaults; decK reads nothing else in it. */
function jsonSchema(defaults: Readonly<Record<string, unknown>>): unknown {
  const properties = Object.entries(defaults).map(([name, value]) => [
    name,
    isFields(value) ? { type: 'object', ...(jsonSchema(value) as object) } : { default: value },
  ]);
  return { properties: Object.fromEntries(properties) };
}

/**
 * A plugin's schema in the gateway's own notation, without fields of `config`. A configuration is returned as it was
 * sent, so that decK, which fills in the fields of the schema, finds no difference.
 */
function pluginSchema() {
  return {
    fields: [
      { protocols: { type: 'set', default: PLUGIN_DEFAULTS.protocols, elements: { type: 'string' } } },
      { enabled: { type: 'boolean', default: PLUGIN_DEFAULTS.enabled } },
      { config: { type: 'record', required: true, fields: [] } },
    ],
  };
}

function get(path: string, read: (call: Call) => unknown): Route {
  return {
    host: 'regional',
    method: 'GET',
    path: `${BASE}/${path}`,
    run: (call) => {
      planeOf(call);
      return answer(200, read(call));
    },
  };
}

/** Schemas that decK reads before a diff (seen; a 404 ends it). The contract has only those of plugins. */
export const entitySchemaRoutes: Route[] = [
  get('v1/schemas/json/{entityType}', (call) => {
    const entity = BY_TYPE.get(param(call, 'entityType'));
    if (entity === undefined) throw entityNotFound(`schema ${param(call, 'entityType')}`);
    // `deck gateway dump --skip-defaults` reads a vault's schema from an `allOf` list (seen).
    return {
      ...(jsonSchema(entity.defaults ?? {}) as object),
      ...(entity.collection === 'vaults' ? { allOf: [] } : {}),
    };
  }),
  get('schemas/plugins/{pluginName}', pluginSchema),
  get('schemas/partials/{partialType}', () => ({ fields: [{ config: { type: 'record', fields: [] } }] })),
  {
    host: 'regional',
    method: 'POST',
    path: `${BASE}/schemas/{entityName}/validate`,
    run: (call) => {
      planeOf(call);
      return answer(200, {});
    },
  },
];
