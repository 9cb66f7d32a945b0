import { roundTrip, type Visitor } from './visitor.ts';

const SPEC =
  'openapi: 3.0.0\ninfo:\n  title: Flights\n  version: 1.2.3\npaths:\n  /flights:\n    get: {}\n  /flights/{id}:\n    get: {}\n';
const SMALLER = SPEC.replace('  /flights/{id}:\n    get: {}\n', '');

/** Calls the operations of APIs and everything below them, and of analytics. */
export function visitApis(visitor: Visitor, portal: string): void {
  const api = roundTrip(visitor, 'eu', '/v3/apis', {
    create: { name: 'flights', spec_content: SPEC, labels: { a: 'b' }, attributes: { domain: ['air'] } },
    patch: { description: 'Flights', labels: { a: null } },
  });
  visitor.call('eu POST /v3/apis', { name: 'flights', version: '1.2.3' }, 400);
  visitor.call('eu GET /v3/apis?filter[name][ocontains]=fli,x&sort=name desc,created_at&page[size]=1');
  visitor.call('eu GET /v3/apis?filter[nme][eq]=x', undefined, 400);
  visitor.call('eu GET /v3/api-attributes');
  visitor.call('eu POST /v3/apis/validate-specification', { content: SPEC });
  const base = `/v3/apis/${api}`;
  visitVersions(visitor, base);
  visitDocuments(visitor, base);
  visitPublications(visitor, base, portal);
  visitImplementations(visitor, base);
  visitImages(visitor, `${base}/images/icon`);
  visitor.call(`eu GET ${base}`);
  visitor.call(`eu DELETE ${base}`);
  visitCatalogServices(visitor);
  visitAnalytics(visitor);
}

function visitVersions(visitor: Visitor, base: string): void {
  const version = roundTrip(visitor, 'eu', `${base}/versions`, {
    create: { version: '2.0.0', spec: { content: SPEC } },
    patch: { version: '2.0.1' },
  });
  visitor.call(`eu POST ${base}/versions`, { version: '2.0.1', spec: { content: SPEC } }, 409);
  visitor.call(`eu PATCH ${base}/versions/${version}`, { spec: { content: SMALLER } }, 409);
  visitor.call(`eu PATCH ${base}/versions/${version}?force=true`, { spec: { content: SMALLER } });
  const { data: operations } = visitor.call(`eu GET ${base}/operations`);
  visitor.call(`eu GET ${base}/operations/${(operations as { id: string }[])[0]?.id}`);
  visitor.call(`eu DELETE ${base}/versions/${version}`);

  const { data } = visitor.call(`eu GET ${base}/specifications`);
  const first = (data as { id: string }[])[0]?.id;
  visitor.call(`eu GET ${base}/specifications/${first}`);
  visitor.call(`eu PATCH ${base}/specifications/${first}`, { content: SMALLER });
  visitor.call(`eu POST ${base}/specifications`, { content: SPEC }, 409);
  visitor.call(`eu DELETE ${base}/specifications/${first}`);
  visitor.call(`eu POST ${base}/specifications`, { content: SPEC, type: 'oas3' });
}

function visitImages(visitor: Visitor, path: string): void {
  const data = 'data:image/png;base64,QUJD';
  visitor.call(`eu PUT ${path}`, { data }, 201);
  visitor.call(`eu PUT ${path}`, { data }, 200);
  visitor.call(`eu GET ${path}`);
  visitor.call(`eu GET ${path}/raw`, undefined, 302);
  visitor.call(`eu DELETE ${path}`);
  visitor.call(`eu GET ${path}`, undefined, 404);
}

function visitDocuments(visitor: Visitor, base: string): void {
  const guide = roundTrip(visitor, 'eu', `${base}/documents`, {
    create: { content: '# Guide', slug: 'guide', status: 'published' },
    patch: { title: 'The guide' },
  });
  visitor.call(`eu POST ${base}/documents`, { content: '# Again', slug: 'guide' }, 409);
  const below = visitor.create(`eu POST ${base}/documents`, { content: '# Below', parent_document_id: guide });
  visitor.call(`eu GET ${base}/documents`);
  visitor.call(`eu POST ${base}/documents/${below}/move`, { index: 0 });
  visitor.call(`eu DELETE ${base}/documents/${guide}`);
}

function visitPublications(visitor: Visitor, base: string, portal: string): void {
  const path = `${base}/publications/${portal}`;
  visitor.call(`eu PUT ${path}`, {});
  visitor.call(`eu PUT ${path}`, { visibility: 'public', auth_strategy_ids: null });
  visitor.call(`eu PUT ${path}`, { auth_strategy_ids: [] }, 400);
  visitor.call(`eu GET ${path}`);
  visitor.call('eu GET /v3/api-publications?filter[portal_name][eq]=dev');
  visitor.call(`eu GET ${base}`);
  visitor.call(`eu DELETE /v3/portals/${portal}`, undefined, 409);
  visitor.call(`eu DELETE ${path}`);
  visitor.call(`eu GET ${path}`, undefined, 404);
  visitor.call(`eu PUT ${path}`, {});
  visitor.call(`eu DELETE /v3/portals/${portal}?force=true`);
  visitor.call(`eu GET ${path}`, undefined, 404);
}

function visitImplementations(visitor: Visitor, base: string): void {
  const plane = visitor.create('eu POST /v2/control-planes', { name: 'linked' });
  const service = visitor.create(`eu POST /v2/control-planes/${plane}/core-entities/services`, {
    name: 'flights',
    host: 'a',
  });
  const path = `${base}/implementations`;
  const wanted = { service: { control_plane_id: plane, id: service } };
  const id = visitor.create(`eu POST ${path}`, wanted);
  visitor.call(`eu POST ${path}`, wanted, 409);
  visitor.call(`eu POST ${path}`, { service: { control_plane_id: plane, id: plane } }, 400);
  visitor.call(`eu GET ${path}/${id}`);
  visitor.call(`eu GET /v3/api-implementations?filter[service_id][eq]=${service}`);
  visitor.call(`eu DELETE ${path}/${id}`);
  visitor.create(`eu POST ${path}`, { control_plane: { control_plane_id: plane } });
  visitor.call('eu GET /v3/api-implementations');
  visitor.call(`eu DELETE /v2/control-planes/${plane}`);
}

function visitCatalogServices(visitor: Visitor): void {
  const body = { name: 'flights', display_name: 'Flights', labels: { team: 'flights' } };
  const id = roundTrip(visitor, 'eu', '/v1/catalog-services', { create: body, patch: { description: 'Flight data' } });
  visitor.call('eu POST /v1/catalog-services', body, 409);
  visitor.call('eu POST /v1/catalog-services', { name: 'Flights' }, 400);
  visitor.call(`eu DELETE /v1/catalog-services/${id}`);
}

function visitAnalytics(visitor: Visitor): void {
  const dashboard = { name: 'Traffic', definition: { tiles: [] } };
  const id = roundTrip(visitor, 'eu', '/v2/dashboards', {
    create: dashboard,
    put: { ...dashboard, labels: { a: 'b' } },
  });
  visitor.call(`eu DELETE /v2/dashboards/${id}`);
  const report = visitor.create('eu POST /konnect-api/api/reports-v2', { name: 'Usage', query: { version: 'v6' } });
  visitor.call('eu GET /konnect-api/api/reports-v2?page[number]=1&page[size]=50');
  visitor.call(`eu GET /v2/reports/${report}`);
  visitor.call(`eu PUT /v2/reports/${report}`, { name: 'Usage (30 days)' });
  visitor.call(`eu DELETE /v2/reports/${report}`);
}
