import { beforeEach, describe, expect, test } from 'vitest';
import { useScene } from './scene.ts';
import { small, smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';

const before = '5b3ebe81-8f08-5f15-b9fd-ed0ea9ffbf04';
const after = '1d79ca18-deda-5a33-ab26-3576608c95f3';
const environment = smallEnvironment;
const gatewayServices = '/core-entities/services';

const scene = useScene();

/** Renders the service's specification, as decK does. */
function render(id: string, team = 'flights'): void {
  scene.platform.write(
    `konnect/acme/envs/dev/teams/${team}/services/acme/flights/kong-from-oas.yaml`,
    `_format_version: "3.0"
services:
- host: flights.internal.example
  id: ${id}
  name: flights
  path: /
  plugins: []
  tags:
  - ko-api-name=flights-dev
upstreams: []
`,
  );
}

function planeId(name: string): string {
  const plane = scene
    .saved()
    .rows('control-planes')
    .find((row) => row.name === name);
  if (!plane) throw new Error(`there is no control plane ${name}`);
  return plane.id;
}

/** Syncs the one service, as decK does. */
async function sync(plane: string, made: string | undefined, deleted?: string): Promise<void> {
  const services = `/us/v2/control-planes/${planeId(plane)}${gatewayServices}`;
  if (deleted !== undefined) await somebody(scene.konnect, smallToken, 'DELETE', `${services}/${deleted}`);
  if (made === undefined) return;
  const body = { name: 'flights', host: 'flights.internal.example', tags: ['ko-api-name=flights-dev'] };
  await somebody(scene.konnect, smallToken, 'PUT', `${services}/${made}`, body);
}

function links(): unknown[] {
  return scene
    .saved()
    .rows('implementations')
    .map(({ control_plane_id, service_id }) => [control_plane_id, service_id]);
}

/** The number of lists of gateway services that were read since the log was reset. */
function reads(): number {
  return scene.konnect.log().filter(({ method, path }) => method === 'GET' && path.includes(gatewayServices)).length;
}

/** A platform whose API is linked to the service that decK made from its first title. */
async function linked(): Promise<void> {
  render(before);
  await scene.apply({ environment });
  await sync('flights-dev', before);
  await scene.apply({ environment });
  expect(links()).toEqual([[planeId('flights-dev'), before]]);
  scene.konnect.resetLog();
}

describe('a gateway service that was deleted and made anew', () => {
  test('is linked again in one run, and a plan before says so', async () => {
    await linked();
    render(after);
    await sync('flights-dev', after, before);

    const planned = await scene.plan({ environment });
    const change = planned.organizations[0]?.plan?.changes.find(({ kind }) => kind === 'APIImplementation');
    expect(change).toMatchObject({
      action: 'replace',
      fields: [{ path: 'service.id', before, after }],
    });
    expect(reads()).toBe(1);

    const applied = await scene.apply({ environment });
    expect(applied).toMatchObject({ exitCode: 0 });
    expect(links()).toEqual([[planeId('flights-dev'), after]]);
    expect((await scene.plan({ environment })).summary).toMatchObject({ none: 7, replace: 0 });
  });

  test('and that is protected from deletion is linked again all the same: nothing is lost', async () => {
    scene.platform.edit(small.teams, 'name: flights\n', 'name: flights\n        deletion-protection: true\n');
    await linked();
    render(after);
    await sync('flights-dev', after, before);
    expect(await scene.apply({ environment })).toMatchObject({ exitCode: 0 });
    expect(links()).toEqual([[planeId('flights-dev'), after]]);
  });

  test('keeps its link while decK has not synced yet', async () => {
    await linked();
    render(after);
    expect((await scene.apply({ environment })).summary).toMatchObject({ none: 7 });
    await sync('flights-dev', undefined, before);
    expect((await scene.apply({ environment })).summary).toMatchObject({ none: 6, waiting: 1 });
    expect(links()).toEqual([[planeId('flights-dev'), before]]);
  });
});

test('a link to what the files say costs no call', async () => {
  await linked();
  expect((await scene.plan({ environment })).summary).toMatchObject({ none: 7 });
  expect(reads()).toBe(0);
});

describe('a service that moves to another team', () => {
  beforeEach(async () => {
    await linked();
    scene.platform.write(
      small.teams,
      scene.platform.read(small.teams).replace('    services:', '    services: {}\n  airports:\n    services:'),
    );
    const specification = small.specification.replace('teams/flights', 'teams/airports');
    scene.platform.write(specification, scene.platform.read(small.specification));
    render(before, 'airports');
  });

  test('is linked on its new control plane in one run, and the old link goes', async () => {
    const waiting = await scene.apply({ environment });
    expect(waiting).toMatchObject({ exitCode: 0, summary: { waiting: 1 } });
    expect(links()).toEqual([[planeId('flights-dev'), before]]);
    await sync('flights-dev', undefined, before);
    await sync('airports-dev', before);

    const planned = await scene.plan({ environment });
    const changes = planned.organizations[0]?.plan?.changes.filter(({ action }) => action !== 'none') ?? [];
    expect(changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`)).toEqual([
      'create APIImplementation flights-dev on airports-dev',
      'delete APIImplementation flights-dev on flights-dev',
    ]);
    expect(await scene.apply({ environment })).toMatchObject({ exitCode: 0 });
    expect(links()).toEqual([[planeId('airports-dev'), before]]);
  });

  test('keeps its old link while the old service is there, and is told of it', async () => {
    await scene.apply({ environment });
    await sync('airports-dev', before);
    const planned = await scene.plan({ environment });
    expect(planned.summary).toMatchObject({ create: 1, delete: 0, orphaned: 1 });
    expect(planned.organizations[0]?.plan?.orphans).toMatchObject([
      { kind: 'APIImplementation', name: 'flights-dev on flights-dev', reason: 'prune is off' },
    ]);
    expect(await scene.apply({ environment })).toMatchObject({ exitCode: 0 });
    expect(links()).toHaveLength(2);
    await sync('flights-dev', undefined, before);
    expect(await scene.apply({ environment })).toMatchObject({ exitCode: 0, summary: { delete: 1 } });
    expect(links()).toEqual([[planeId('airports-dev'), before]]);
  });

  test('loses its old link in a run about its environment alone, too', async () => {
    await scene.apply({ environment });
    await sync('flights-dev', undefined, before);
    await sync('airports-dev', before);
    const report = await scene.apply({ environment, environments: ['dev'] });
    expect(report).toMatchObject({ exitCode: 0, summary: { create: 1, delete: 1 } });
    expect(links()).toEqual([[planeId('airports-dev'), before]]);
  });
});
