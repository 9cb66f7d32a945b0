import { type PageRun, token } from './page-run.ts';

/**
 * Leaves behind what koctl makes of the platform of docs/how-to/come-from-koctl.md (../shared/konnect-facts.md, section 3):
 * teams and control planes without a mark, portals and APIs with its labels, and no visibility of a publication. With decK,
 * its workflow has synced the gateways, without a tag that says whose the entities are.
 */
export async function leaveBehindKoctl(run: PageRun): Promise<void> {
  const post = sender(`${run.konnect}/us`, `${run.konnect}/global`);
  const team = await post('global', 'POST', '/v3/teams', {
    name: 'rides',
    description: 'Rides to and from the airport',
  });
  for (const [environment, type] of Object.entries({ dev: 'DEV', prd: 'PROD' })) {
    const isPublic = type === 'PROD';
    const mark = { 'ko-konnect-orchestrator': 'true', 'env-name': environment, 'env-type': type };
    const portal = await post('us', 'POST', '/v3/portals', {
      name: environment,
      display_name: environment,
      authentication_enabled: !isPublic,
      default_api_visibility: isPublic ? 'public' : 'private',
      default_page_visibility: isPublic ? 'public' : 'private',
      labels: mark,
    });
    const plane = await post('us', 'POST', '/v2/control-planes', {
      name: `rides-${environment}`,
      description: `Control plane for team rides in environment ${environment}`,
      cluster_type: isPublic ? 'CLUSTER_TYPE_CONTROL_PLANE' : 'CLUSTER_TYPE_SERVERLESS',
      labels: { env: type, team: 'rides' },
    });
    await post('global', 'POST', `/v3/teams/${team.id}/assigned-roles`, {
      role_name: isPublic ? 'Viewer' : 'Admin',
      entity_id: plane.id,
      entity_type_name: 'Control Planes',
      entity_region: 'us',
    });
    const api = await post('us', 'POST', '/v3/apis', {
      name: isPublic ? 'rides' : 'rides-dev',
      version: '1.0.0',
      description: 'Books a ride',
      labels: { ...mark, 'team-name': 'rides', 'service-name': 'rides' },
    });
    const folder = `konnect/acme-air/envs/${environment}/teams/rides/services/acme-air/rides`;
    run.workplace.write(`${folder}/openapi.yaml`, specification);
    await post('us', 'POST', `/v3/apis/${api.id}/specifications`, { content: specification, type: 'oas3' });
    await post('us', 'PUT', `/v3/apis/${api.id}/publications/${portal.id}`, {});
  }
  await syncGateways(run);
}

const specification = `openapi: 3.0.3
info: {title: Rides, version: 1.0.0}
servers: [{url: https://rides.acme-air.example}]
paths:
  /rides: {get: {operationId: listRides, responses: {"200": {description: The rides that are booked}}}}
`;

/** decK as koctl's workflow runs it: all of kong.yaml, without a select tag. The rendered files stay, as koctl commits them. */
async function syncGateways(run: PageRun): Promise<void> {
  if (!run.hasDeck) return;
  const rendered = await run.workplace.run('konduct deck render');
  if (rendered.exitCode !== 0) throw new Error(rendered.output);
  for (const environment of ['dev', 'prd']) {
    const file = `konnect/acme-air/envs/${environment}/teams/rides/kong.yaml`;
    const where = `--konnect-addr ${run.konnect}/us --konnect-token ${token} --konnect-control-plane-name rides-${environment}`;
    const synced = await run.workplace.run(`deck gateway sync ${file} ${where} --analytics=false`);
    if (synced.exitCode !== 0) throw new Error(synced.output);
  }
}

type Send = (
  host: 'us' | 'global',
  method: 'POST' | 'PUT',
  path: string,
  body: object,
) => Promise<{ readonly id: string }>;

function sender(us: string, global: string): Send {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return async (host, method, path, body) => {
    const url = `${host === 'us' ? us : global}${path}`;
    const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
    const text = await answer.text();
    return text === '' ? { id: '' } : JSON.parse(text);
  };
}
