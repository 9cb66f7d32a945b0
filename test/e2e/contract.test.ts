import type { Simulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Contract, checkExchanges, describeViolations } from '../contract/contract.ts';
import { hasContract } from '../contract/document.ts';
import { putGatewayServices } from './gateway.ts';
import { startKonnect } from './konnect.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import { apply, type RunSettings } from './run.ts';
import { createSmallPlatform, small, smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';

const settings: RunSettings = { environment: smallEnvironment };

/** Every operation of Konnect that our kinds use, as its contract writes it. */
const operations = [
  'DELETE /v3/system-accounts/{accountId}',
  'GET /v2/control-planes',
  'GET /v2/control-planes/{controlPlaneId}/core-entities/services',
  'GET /v3/api-implementations',
  'GET /v3/api-publications',
  'GET /v3/apis',
  'GET /v3/apis/{apiId}/versions',
  'GET /v3/apis/{apiId}/versions/{versionId}',
  'GET /v3/portals',
  'GET /v3/teams',
  'GET /v3/teams/{teamId}/assigned-roles',
  'GET /v3/teams/{teamId}/users',
  'GET /v3/users',
  'PATCH /v2/control-planes/{controlPlaneId}',
  'PATCH /v3/apis/{apiId}',
  'PATCH /v3/apis/{apiId}/versions/{versionId}',
  'PATCH /v3/portals/{portalId}',
  'PATCH /v3/teams/{teamId}',
  'POST /v2/control-planes',
  'POST /v3/apis',
  'POST /v3/apis/{apiId}/implementations',
  'POST /v3/apis/{apiId}/versions',
  'POST /v3/invites',
  'POST /v3/portals',
  'POST /v3/portals/{portalId}/default-content',
  'POST /v3/system-accounts',
  'POST /v3/teams',
  'POST /v3/teams/{teamId}/assigned-roles',
  'POST /v3/teams/{teamId}/users',
  'PUT /v3/apis/{apiId}/publications/{portalId}',
];

// The other tests check their requests, too, when they close their simulator: see konnect.ts.
describe.skipIf(!hasContract("the check of all our requests against Konnect's contract"))(
  'the contract of Konnect',
  () => {
    let platform: PlatformDirectory;
    let konnect: Simulator;

    beforeEach(async () => {
      platform = createSmallPlatform();
      konnect = await startKonnect();
    });
    afterEach(async () => {
      await konnect.close();
      platform.remove();
    });

    test('is kept by every operation that a platform needs in its life', async () => {
      platform.edit(small.teams, '    services:', '    users: [ada@acme.example]\n    services:');
      platform.edit(
        small.teams,
        'flights.git\n',
        'flights.git\n      acme/planes: {name: planes, git: {remote: "https://github.com/acme/planes.git"}}\n',
      );
      platform.write(small.specification.replace('acme/flights', 'acme/planes'), platform.read(small.specification));
      await somebody(konnect, smallToken, 'POST', '/us/v3/apis', { name: 'flights-dev' });
      await somebody(konnect, smallToken, 'POST', '/us/v3/apis', {
        name: 'planes-dev',
        spec_content: 'openapi: 3.0.3\ninfo: {title: Planes, version: 1.0.0}',
      });
      const adopted = await apply(platform, konnect, settings);
      expect(adopted).toMatchObject({ exitCode: 0, summary: { adopt: 2, waiting: 2 } });

      await putGatewayServices(konnect, smallToken, { 'flights-dev': 'flights-dev', 'planes-dev': 'flights-dev' });
      expect(await apply(platform, konnect, settings)).toMatchObject({ exitCode: 0, summary: { create: 2 } });

      platform.edit(small.teams, 'Where we fly', 'Where we fly to');
      platform.edit(small.specification, 'version: 1.0.0', 'version: 2.0.0');
      platform.copyBuiltinBlueprints();
      const blueprint = 'konnect/blueprints/environment.yaml';
      platform.edit(blueprint, 'Control plane for team', 'The gateways of team');
      platform.edit(blueprint, 'visibility: ${schema.spec.environment.type.portal.visibility}', 'visibility: public');
      const updated = await apply(platform, konnect, settings);
      expect(updated).toMatchObject({ exitCode: 0, summary: { create: 0, update: 6 } });

      expect(describeViolations(checkExchanges(konnect.log()))).toEqual([]);
      const contract = new Contract();
      const seen = new Set(konnect.log().flatMap(({ method, path }) => contract.operation(method, path) ?? []));
      expect([...seen].filter((operation) => !operation.includes('core-entities/services/')).sort()).toEqual(
        operations,
      );
    });
  },
);
