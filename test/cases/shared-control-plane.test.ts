import { afterEach, beforeEach, expect, test } from 'vitest';
import { startKonnect } from '../e2e/konnect.ts';
import { apply, check, plan } from '../e2e/run.ts';
import { createSmallPlatform, smallEnvironment as environment, small, smallToken } from '../e2e/small-platform.ts';

let platform: ReturnType<typeof createSmallPlatform>;
let konnect: Awaited<ReturnType<typeof startKonnect>>;

/** What dev has of the teams search and checkout, of which each has one service. */
function list(search: string, checkout: string): void {
  platform.write(
    small.organizations,
    `organizations:
  acme:
    access-token: {type: env, value: ACME_TOKEN}
    environments:
      dev:
        type: DEV
        region: us
        teams:
          search: {${search}}
          checkout: {${checkout}}
`,
  );
}
const fares = 'services: {acme/fares: }';
const pay = 'services: {acme/pay: }';
const shared = 'control-plane-name: shared-dev, ';

beforeEach(async () => {
  platform = createSmallPlatform();
  const service = (key: string) => `{name: ${key}, git: {remote: "https://git.example.com/${key}.git"}}`;
  const team = (key: string) => `{services: {acme/${key}: ${service(key)}}}`;
  platform.write(small.teams, `teams: {search: ${team('fares')}, checkout: ${team('pay')}}\n`);
  konnect = await startKonnect();
});
afterEach(async () => {
  await konnect.close();
  platform.remove();
});

async function data(path: string): Promise<Record<string, unknown>[]> {
  const headers = { authorization: `Bearer ${smallToken}` };
  const answer = (await (await fetch(`${konnect.url}${path}`, { headers })).json()) as {
    data: Record<string, unknown>[];
  };
  return answer.data;
}
const planes = async () => (await data('/us/v2/control-planes')).map(({ name }) => name).toSorted();

/** The names of the control planes that a team has a role on. */
async function rolesOf(team: string): Promise<unknown[]> {
  const [{ id } = {}] = (await data('/global/v3/teams')).filter(({ name }) => name === team);
  const names = new Map((await data('/us/v2/control-planes')).map((plane) => [plane.id, plane.name]));
  const roles = await data(`/global/v3/teams/${id}/assigned-roles`);
  return roles.map(({ entity_id }) => names.get(entity_id)).toSorted();
}

test('teams of one environment that name one control plane share it, each with its role, and again nothing changes', async () => {
  list(shared + fares, shared + pay);
  expect((await check(platform)).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  await apply(platform, konnect, { environment });
  expect(await planes()).toEqual(['shared-dev']);
  expect([await rolesOf('search'), await rolesOf('checkout')]).toEqual([['shared-dev'], ['shared-dev']]);
  const again = await plan(platform, konnect, { environment });
  expect(again.summary).toMatchObject({ create: 0, update: 0, delete: 0 });
});

test('a team that joins the control plane of another one, or leaves it, changes no other control plane', async () => {
  list(shared + fares, pay);
  await apply(platform, konnect, { environment });
  expect(await planes()).toEqual(['checkout-dev', 'shared-dev']);
  const [before] = (await data('/us/v2/control-planes')).filter(({ name }) => name === 'shared-dev');
  list(shared + fares, shared + pay);
  const joined = await apply(platform, konnect, { environment });
  const changes = joined.organizations[0]?.plan?.changes.map(({ action, kind, name }) => [action, kind, name]);
  expect(changes?.filter(([action]) => action !== 'none' && action !== 'waiting')).toEqual([
    ['update', 'ControlPlane', 'shared-dev'],
    ['create', 'TeamRole', 'Admin: checkout on shared-dev'],
  ]);
  expect(joined.organizations[0]?.plan?.orphans.map(({ kind, name }) => [kind, name])).toContainEqual([
    'ControlPlane',
    'checkout-dev',
  ]);
  expect((await data('/us/v2/control-planes')).find(({ name }) => name === 'shared-dev')?.id).toBe(before?.id);
  list(fares, shared + pay);
  await apply(platform, konnect, { environment });
  expect(await planes()).toEqual(['checkout-dev', 'search-dev', 'shared-dev']);
  expect((await data('/us/v2/control-planes')).find(({ name }) => name === 'shared-dev')?.id).toBe(before?.id);
  expect((await plan(platform, konnect, { environment })).summary).toMatchObject({ create: 0, update: 0, delete: 0 });
});

test('a service may name one apart from that of its team, on which the team gets its role', async () => {
  list(fares, 'services: {acme/pay: {control-plane-name: payments-dev}}');
  await apply(platform, konnect, { environment });
  expect(await planes()).toEqual(['checkout-dev', 'payments-dev', 'search-dev']);
  expect(await rolesOf('checkout')).toEqual(['checkout-dev', 'payments-dev']);
  const { graph } = await check(platform);
  expect(graph.map(({ address }) => address)).toContain('acme/dev/payments-dev/sharedControlPlanes');
});

test('one control plane for two environments is refused, on the line of the second', async () => {
  platform.write(
    small.organizations,
    `organizations:
  acme:
    access-token: {type: env, value: ACME_TOKEN}
    environments:
      dev: {type: DEV, region: us, teams: {search: {${shared}${fares}}}}
      tst: {type: DEV, region: us, teams: {search: {services: {acme/fares: {control-plane-name: shared-dev}}}}}
`,
  );
  expect((await check(platform)).diagnostics).toMatchObject([
    { code: 'control-plane-name-conflict', at: { start: { line: 6 } }, related: [{ at: { start: { line: 5 } } }] },
  ]);
});
