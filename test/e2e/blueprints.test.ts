import { cpSync } from 'node:fs';
import { expect, test } from 'vitest';
import { copyExample, exampleEnvironment, exampleToken } from './example.ts';
import { platformLines } from './platform-lines.ts';
import { useScene } from './scene.ts';

const settings = { environment: exampleEnvironment };

const scene = useScene(copyExample);

test('a copy of the built-in blueprints changes nothing', async () => {
  await scene.apply(settings);
  scene.platform.copyBuiltinBlueprints();
  const report = await scene.plan(settings);
  expect(report.diagnostics).toEqual([]);
  expect(report.summary).toMatchObject({ create: 0, update: 0, replace: 0, adopt: 0, orphaned: 0 });
});

test('an environment type of its own gives other names, roles and visibility', async () => {
  scene.platform.edit(
    'konnect/platform.yaml',
    'platform:\n',
    [
      'environment-types:',
      '  STAGING:',
      '    api-name: ${environment}.${name}',
      '    branch: dev',
      '    portal: {visibility: private, authentication: false}',
      '    team-role: Deployer',
      '    cluster-type: CLUSTER_TYPE_CONTROL_PLANE',
      'platform:',
      '',
    ].join('\n'),
  );
  scene.platform.edit(
    'konnect/organizations.yaml',
    '      prd:\n',
    '      stg: {type: STAGING, region: eu}\n      prd:\n',
  );
  const staged = 'konnect/kong-air/envs';
  // Without decK files: those of dev are of APIs with other names.
  cpSync(scene.platform.path(`${staged}/dev`), scene.platform.path(`${staged}/stg`), {
    recursive: true,
    filter: (file) => !/kong(-from-oas)?\.yaml$|konduct-deck\.json$/.test(file),
  });
  scene.platform.copyBuiltinBlueprints();
  const environment = 'konnect/blueprints/environment.yaml';
  scene.platform.edit(environment, '(${schema.spec.environment.key})', 'portal for ${schema.spec.environment.key}');
  scene.platform.edit(
    environment,
    'default_page_visibility: ${schema.spec.environment.type.portal.visibility}',
    `default_page_visibility: "\${schema.spec.environment.type.key == 'STAGING' ? 'public' : 'private'}"`,
  );
  scene.platform.edit(
    'konnect/blueprints/service.yaml',
    'visibility: ${schema.spec.portal.default_api_visibility}',
    'visibility: ${schema.spec.portal.default_page_visibility}',
  );

  expect((await scene.check()).diagnostics).toEqual([]);
  expect((await scene.apply(settings)).exitCode).toBe(0);

  const saved = scene.saved(exampleToken);
  const inEurope = (table: string) => saved.rows(table).filter(({ host }) => host === 'eu');
  expect(inEurope('portals')).toMatchObject([
    {
      name: 'stg',
      display_name: 'kong-air portal for stg',
      authentication_enabled: false,
      default_api_visibility: 'private',
      default_page_visibility: 'public',
    },
  ]);
  expect(
    inEurope('apis')
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['stg.bookings', 'stg.customers', 'stg.destinations', 'stg.flights']);
  expect(inEurope('publications').map(({ visibility }) => visibility)).toEqual(Array(4).fill('public'));
  expect(inEurope('control-planes').map(({ cluster_type }) => cluster_type)).toEqual(
    Array(2).fill('CLUSTER_TYPE_CONTROL_PLANE'),
  );
  expect(platformLines(scene.konnect.state(), exampleToken).filter((line) => line.startsWith('role'))).toEqual([
    'role | network-planning | Admin | network-planning-dev | us',
    'role | network-planning | Deployer | network-planning-stg | eu',
    'role | network-planning | Viewer | network-planning-prd | us',
    'role | passenger-services | Admin | passenger-services-dev | us',
    'role | passenger-services | Deployer | passenger-services-stg | eu',
    'role | passenger-services | Viewer | passenger-services-prd | us',
  ]);
});

test('a blueprint that cannot work is refused with its place, before anything is asked of Konnect', async () => {
  scene.platform.copyBuiltinBlueprints();
  scene.platform.edit('konnect/blueprints/service.yaml', '${document.version}', '${document.versoin}');
  const report = await scene.apply(settings);
  expect(report).toMatchObject({ exitCode: 1, failureReason: 'invalid-configuration' });
  const { line, column } = scene.platform.placeOf('konnect/blueprints/service.yaml', 'versoin');
  expect(report.diagnostics).toMatchObject([
    { code: 'expression-unknown-name', at: { file: 'konnect/blueprints/service.yaml', start: { line, column } } },
  ]);
  expect(scene.konnect.stats().calls).toBe(0);
});
