import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CelType } from '../cel/type.ts';
import { loadManifest } from '../manifest/load.ts';
import { keyRangeOf, rangeOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import { type Organization, organizationInstance, organizationInstances } from './organization.ts';

const manifests = join(import.meta.dirname, '../manifest');
const builtin = [read('builtin/environment-types.yaml', 'builtin/environment-types.yaml')];
const files = ['platform.yaml', 'teams.yaml', 'organizations.yaml'].map((name) => read(name, `fixtures/valid/${name}`));

function read(path: string, from: string) {
  return { path, text: readFileSync(join(manifests, from), 'utf8') };
}

function instances(): Organization[] {
  const { manifest, apiNames } = loadManifest(files, { builtin });
  return organizationInstances(manifest, apiNames);
}

function acme(): Organization {
  const [organization] = instances();
  if (!organization) throw new Error('there is no organization');
  return organization;
}

/** An environment in short: its teams with their control planes, and under them their APIs with their branches. */
function outline({ environments }: Organization): Record<string, string[]> {
  const rows = environments.map(({ key, region, type, teams }) => [
    `${key} ${region} ${type.key}`,
    teams.flatMap(({ key: team, controlPlaneName, services }) => [
      `${team} on ${controlPlaneName}`,
      ...services.map((service) => `  ${service.apiName} from ${service.branch}:${service.specPath}`),
    ]),
  ]);
  return Object.fromEntries(rows) as Record<string, string[]>;
}

function at(range: SourceRange | undefined): string | undefined {
  return range && `${range.file}:${range.start.line}:${range.start.column}`;
}

test('environments have the teams and services they list, or all', () => {
  expect(outline(acme())).toEqual({
    'dev us DEV': [
      'flights on flights-dev',
      '  flights-dev from 1.0:api/openapi.yaml',
      '  seats-dev from 1.0:api/openapi.yaml',
      'customers on customers-dev',
      '  customers-dev from dev:openapi.yaml',
      '  empty-dev from dev:openapi.yaml',
      'idle on idle-dev',
    ],
    'stage eu STAGE': [
      'flights on flights',
      '  flights-rc-stage from hotfix:api/openapi.yaml',
      '  seats-rc-stage from release/1.0:api/openapi.yaml',
      'customers on customers-stage',
      'idle on idle-stage',
    ],
    'prd eu PROD': [
      'flights on flights-prd',
      '  flights from release/1.0:api/openapi.yaml',
      '  seats from release/1.0:api/openapi.yaml',
      'customers on customers-prd',
      '  customers from main:openapi.yaml',
      '  empty from main:openapi.yaml',
      'idle on idle-prd',
    ],
    'none sg BARE': [],
  });
});

test('what a type leaves out is what does least harm', () => {
  const bare = acme().environments.find(({ key }) => key === 'none')?.type;
  expect(bare).toEqual({
    key: 'BARE',
    branch: 'dev',
    portal: { visibility: 'private', authentication: true },
    unclearUpstream: 'warn',
  });
});

test('an organization has the teams its environments use', () => {
  expect(acme().teams.map(({ key, users, managesUsers }) => [key, users.length, managesUsers])).toEqual([
    ['flights', 2, true],
    ['customers', 0, false],
    ['idle', 0, true],
  ]);
  expect(acme().regions).toEqual(['au', 'eu']);
  expect(acme().platform).toEqual({
    name: 'acme-platform',
    owner: 'acme-platform',
    previousOwners: ['acme-apis', 'github.com-acme-apis'],
    remote: 'git@github.com:acme/platform.git',
  });
});

test('every value has the place where it was written', () => {
  const organization = acme();
  const [dev, stage] = organization.environments;
  const [flights] = stage?.teams ?? [];
  const [service] = flights?.services ?? [];
  expect({
    organization: at(rangeOf(organization)),
    environment: at(rangeOf(stage)),
    region: at(rangeOf(stage, 'region')),
    second: at(rangeOf(organization.environments, '1')),
    type: at(rangeOf(dev?.type)),
    visibility: at(rangeOf(stage?.type.portal, 'visibility')),
    owner: at(rangeOf(organization.platform, 'owner')),
    team: at(rangeOf(flights)),
    teamInDev: at(rangeOf(dev?.teams[0])),
    controlPlaneName: at(rangeOf(flights, 'controlPlaneName')),
    controlPlaneNameInDev: at(rangeOf(dev?.teams[0], 'controlPlaneName')),
    user: at(rangeOf(organization.teams[0]?.users, '1')),
    service: at(rangeOf(service)),
    description: at(rangeOf(service, 'description')),
    descriptionKey: at(keyRangeOf(service, 'description')),
    apiName: at(rangeOf(service, 'apiName')),
    branch: at(rangeOf(service, 'branch')),
    branchInDev: at(rangeOf(dev?.teams[0]?.services[0], 'branch')),
    parameter: at(rangeOf(service?.parameters, 'tier')),
  }).toMatchInlineSnapshot(`
    {
      "apiName": "teams.yaml:8:15",
      "branch": "organizations.yaml:19:38",
      "branchInDev": "teams.yaml:15:26",
      "controlPlaneName": "organizations.yaml:17:33",
      "controlPlaneNameInDev": "teams.yaml:3:3",
      "description": "teams.yaml:9:22",
      "descriptionKey": "teams.yaml:9:9",
      "environment": "organizations.yaml:11:7",
      "organization": "organizations.yaml:2:3",
      "owner": "platform.yaml:6:9",
      "parameter": "teams.yaml:18:17",
      "region": "organizations.yaml:13:17",
      "second": "organizations.yaml:11:7",
      "service": "organizations.yaml:19:15",
      "team": "organizations.yaml:16:11",
      "teamInDev": "teams.yaml:3:3",
      "type": "builtin/environment-types.yaml:5:3",
      "user": "teams.yaml:5:31",
      "visibility": "platform.yaml:23:19",
    }
  `);
});

test('the types of expressions describe the values field by field', () => {
  expect(mismatches(acme(), { kind: 'struct', struct: organizationInstance.struct }, 'organization')).toEqual([]);
});

/**
 * The places where a value disagrees with its type: a field that the type lacks, a missing field, or a field of another
 * type.
 */
function mismatches(value: unknown, type: CelType, path: string): string[] {
  if (type.kind === 'dyn') return [];
  if (type.kind === 'string') return typeof value === 'string' ? [] : [`${path} is no string`];
  if (type.kind === 'bool') return typeof value === 'boolean' ? [] : [`${path} is no bool`];
  if (type.kind === 'list' && Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => mismatches(item, type.item, `${path}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [`${path} is no object`];
  const members = new Map(Object.entries(value));
  if (type.kind === 'map')
    return [...members].flatMap(([key, member]) => mismatches(member, type.value, `${path}.${key}`));
  if (type.kind !== 'struct') return [`${path} is of an unexpected type`];
  const { fields } = type.struct;
  return [
    ...[...members.keys()].filter((key) => !fields.has(key)).map((key) => `${path}.${key} is in no type`),
    ...[...fields].flatMap(([key, field]) => {
      if (!members.has(key)) return field.always ? [`${path}.${key} is missing`] : [];
      return mismatches(members.get(key), field.type, `${path}.${key}`);
    }),
  ];
}

test('what is refused is left out, and the rest is there', () => {
  const text = [
    'teams: {a: {services: {x: {name: x}, y: {name: y}}}, b: }',
    'organizations:',
    '  acme:',
    '    environments:',
    '      one: {type: NOPE, region: us}',
    '      two: {type: DEV, region: mars}',
    '      three: {type: DEV, region: us, teams: {a: {services: {x: , z: }}, c: {}}}',
  ].join('\n');
  const { manifest, apiNames, diagnostics } = loadManifest([{ path: 'm.yaml', text }], { builtin });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toHaveLength(5);
  const [organization] = organizationInstances(manifest, apiNames);
  expect(organization && outline(organization)).toEqual({
    'three us DEV': ['a on a-three', '  x-three from dev:openapi.yaml'],
  });
});
