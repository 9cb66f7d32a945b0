import { readFileSync } from 'node:fs';
import path from 'node:path';
import { linkBlueprints } from '@konduct/core/blueprint/link';
import { kindRegistry } from '@konduct/core/kind/kind';
import { inProcessTransport } from '@konduct/konnect/in-process';
import { exampleUpdate, exampleWrite, requestsOf } from '@konduct/konnect/kinds/example.fixture';
import { portal } from '@konduct/konnect/kinds/portal';
import { portalTeam } from '@konduct/konnect/kinds/portal-team';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { konnectProvider } from '@konduct/konnect/provider';
import { handle } from '@konduct/simulator/handle';
import { State } from '@konduct/simulator/state';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'docs/how-to/add-a-kind.md'), 'utf8');
const [kindBlock = '', exampleBlock = '', testBlock = ''] = blocks('ts');

function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(([, text = '']) => text);
}

test('the files of the page are those that there are', () => {
  const fileOf = (name: string) => readFileSync(path.join(root, 'packages/konnect/kinds', name), 'utf8');
  expect(kindBlock).toBe(fileOf('portal-team.ts'));
  expect(exampleBlock).toBe(fileOf('examples/portal-team.fixture.ts'));
  expect(fileOf('portal-team.test.ts')).toContain(testBlock);
});

test('it sends what the page says', () => {
  const desired = { portal_id: 'p', name: 'partners', can_own_applications: true };
  const observed = { fields: { id: 't', ...desired, can_own_applications: false }, labels: {} };
  const sent = [
    ...requestsOf(portalTeam.create?.(exampleWrite(portalTeam, desired))),
    ...requestsOf(portalTeam.update?.(exampleUpdate(portalTeam, desired, observed, ['can_own_applications']))),
  ];
  expect(sent).toEqual([
    ['POST eu /v3/portals/p/teams', { name: 'partners', can_own_applications: true }],
    ['PATCH eu /v3/portals/p/teams/t', { can_own_applications: true }],
  ]);
  for (const request of sent) expect(testBlock).toContain(String((request as unknown[])[0]));
});

test('a blueprint can name it as the page does', () => {
  const [resources = ''] = blocks('yaml');
  const text = `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: organization}
schema: {spec: {organization: Organization | required=true}}
resources:
  - {id: portal, kind: Portal, region: eu, template: {name: dev}}
${resources.replace(/^/gm, '  ').replace('template:', 'region: eu\n    template:')}`;
  const kinds = kindRegistry(konnectKinds);
  expect(linkBlueprints({ builtin: [], own: [{ path: 'organization.yaml', text }] }, kinds).diagnostics).toEqual([]);
});

test('the provider and the simulator take it', async () => {
  const state = new State();
  const transport = inProcessTransport((request) => handle(state, request));
  const provider = konnectProvider({ transport, contents: new Map(), retry: { attempts: 1, settle: 0 } });
  const made = await provider.create(exampleWrite(portal, { name: 'dev' }));
  if ('pending' in made) throw new Error(made.pending);
  const portalId = String(made.object.fields.id);
  const collection = { kind: portalTeam, region: 'eu', parents: { portal_id: portalId } };
  const desired = { portal_id: portalId, name: 'partners', can_own_applications: true };
  await provider.create(exampleWrite(portalTeam, desired));
  const [object] = await provider.list(collection);
  if (!object) throw new Error('it does not show in its list');
  expect(object.fields).toMatchObject(desired);
  await provider.update(
    exampleUpdate(portalTeam, { ...desired, description: 'Who sells for us' }, object, ['description']),
  );
  expect(await provider.list(collection)).toMatchObject([{ fields: { description: 'Who sells for us' } }]);
  await provider.remove({ kind: portalTeam, region: 'eu', address: 'acme/partners', observed: object, force: false });
  expect(await provider.list(collection)).toEqual([]);
});
