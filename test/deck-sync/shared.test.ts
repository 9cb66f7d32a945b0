import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { render } from '@konduct/deck/render/render';
import { lintDeck } from '@konduct/operations/deck/lint';
import { DirectoryTree } from '@konduct/operations/deck/tree';
import { optionsFor } from '@konduct/operations/options.fixture';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deckPath, startDeck } from './deck-run.ts';
import { type Gateways, gatewaysOf } from './gateway.ts';
import { type KongAir, teamsOf } from './kong-air.ts';
import { outcomes, planeIn } from './scene.ts';
import { document } from './small-platform.ts';

const upstream = (service: string) => `servers: [{url: "https://${service}.internal.example"}]`;
const paths = (path: string, more = '') =>
  `paths: {/${path}: {get: {operationId: ${path}, responses: {"200": {description: ok${more}}}}}}`;
const folder = (team: string, service: string) => `air/envs/dev/teams/${team}/services/acme/${service}`;

let air: KongAir;
let simulator: Simulator;
let gateways: Gateways;
let write: (relative: string, text: string) => void;

/** Writes the manifests of two teams and of their environment; `listed` says what it has of them. */
function declare(listed: string, more = ''): void {
  const service = (key: string) => `{name: ${key}, git: {remote: "https://git.example.com/${key}.git"}}`;
  write(
    'teams.yaml',
    `platform: {name: air}
teams:
  search: {services: {acme/fares: ${service('fares')}}}
  checkout: {${more}services: {acme/pay: ${service('pay')}, acme/refunds: ${service('refunds')}}}
`,
  );
  write(
    'organizations.yaml',
    `organizations:
  air:
    access-token: {type: env, value: KONGAIRLINES_KONNECT_TOKEN}
    environments: {dev: {type: DEV, region: us, teams: {${listed}}}}
`,
  );
}
const shared = 'control-plane-name: shared-dev, services';
const both = (pay = '') =>
  `search: {${shared}: {acme/fares: }}, checkout: {${shared}: {acme/pay: {${pay}}, acme/refunds: }}`;

async function renderAll() {
  const { deck, end } = startDeck();
  const rendering = await render(air.teams, air.tree(), deck);
  end();
  air.tree().write(rendering.files);
  return rendering;
}

beforeEach(async () => {
  const workspace = mkdtempSync(join(tmpdir(), 'konduct-shared-'));
  const directory = join(workspace, 'konnect');
  const path = (relative: string) => join(directory, relative);
  write = (relative, text) => {
    mkdirSync(dirname(path(relative)), { recursive: true });
    writeFileSync(path(relative), text);
  };
  air = {
    workspace,
    directory,
    path,
    get teams() {
      return teamsOf(directory);
    },
    tree: () => new DirectoryTree(directory, workspace),
    read: (relative) => readFileSync(path(relative), 'utf8'),
    remove: () => rmSync(workspace, { recursive: true, force: true }),
  };
  declare(both());
  write(`${folder('search', 'fares')}/openapi.yaml`, document('Fares', upstream('fares'), paths('fares')));
  write(`${folder('checkout', 'pay')}/openapi.yaml`, document('Pay', upstream('pay'), paths('pay')));
  write(`${folder('checkout', 'refunds')}/openapi.yaml`, document('Refunds', upstream('refunds'), paths('refunds')));
  // For every control plane: on the shared one it must be once, although it is in the files of both teams.
  write(
    'deck/all.yaml',
    '_format_version: "3.0"\nplugins: [{name: correlation-id, id: 1c2d3e4f-0000-4000-8000-000000000001}]\n',
  );
  simulator = await startSimulator();
  gateways = gatewaysOf(air, simulator);
});
afterEach(async () => {
  await simulator.close();
  air.remove();
});

const names = async (plane: string) => (await gateways.entities(plane, 'services')).map(({ name }) => name);

describe.skipIf(deckPath === undefined)('one control plane for several teams', () => {
  test('gets the files of all of them in one sync, and a second one changes nothing', async () => {
    await renderAll();
    await gateways.createPlanes('shared-dev');
    const first = await gateways.sync();
    expect(first.diagnostics).toEqual([]);
    expect(outcomes(first)).toEqual({ 'shared-dev': 'synced' });
    expect(planeIn(first, 'shared-dev')).toMatchObject({
      team: 'search, checkout',
      files: [{ team: 'search', file: 'konnect/air/envs/dev/teams/search/kong.yaml' }, { team: 'checkout' }],
    });
    expect(await names('shared-dev')).toEqual(['fares', 'pay', 'refunds']);
    expect(await gateways.entities('shared-dev', 'plugins')).toHaveLength(1);
    expect(outcomes(await gateways.sync())).toEqual({ 'shared-dev': 'unchanged' });
  });

  test('a service of one team that is gone goes alone, unless one of the teams is protected', async () => {
    await renderAll();
    await gateways.createPlanes('shared-dev');
    await gateways.sync();
    const less = `search: {${shared}: {acme/fares: }}, checkout: {${shared}: {acme/pay: }}`;
    declare(less, 'deletion-protection: true, ');
    await renderAll();
    const refused = planeIn(await gateways.sync(), 'shared-dev');
    expect(refused.outcome).toBe('refused');
    expect(refused.diagnostics.map(({ code }) => code)).toContain('deletion-protected');
    declare(less);
    expect(outcomes(await gateways.sync())).toEqual({ 'shared-dev': 'synced' });
    expect(await names('shared-dev')).toEqual(['fares', 'pay']);
  });

  test('a file of one team that nobody reviewed keeps the control plane as it is', async () => {
    await renderAll();
    await gateways.createPlanes('shared-dev');
    const state = 'air/envs/dev/teams/checkout/kong.yaml';
    write(state, air.read(state).replace('pay.internal.example', 'elsewhere.example'));
    const plane = planeIn(await gateways.sync(), 'shared-dev');
    expect(plane.outcome).toBe('stale');
    expect(plane.diagnostics.map(({ code, at }) => [code, at?.file])).toEqual([['deck-stale', `konnect/${state}`]]);
    expect(await names('shared-dev')).toEqual([]);
  });

  test('a held service keeps what it had, and the others of both teams go on', async () => {
    await renderAll();
    await gateways.createPlanes('shared-dev');
    await gateways.sync();
    const circular = `${paths('pay', ', content: {application/json: {schema: {$ref: "#/components/schemas/Node"}}}')}
components: {schemas: {Node: {type: object, required: [parent], properties: {parent: {$ref: "#/components/schemas/Node"}}}}}`;
    write(`${folder('checkout', 'pay')}/openapi.yaml`, document('Pay', upstream('other'), circular));
    write(`${folder('search', 'fares')}/openapi.yaml`, document('Fares', upstream('moved'), paths('fares')));
    expect((await renderAll()).held).toHaveLength(1);
    const plane = planeIn(await gateways.sync(), 'shared-dev');
    expect(plane.outcome).toBe('synced');
    expect(plane.diagnostics.map(({ severity, code }) => [severity, code])).toEqual([['warning', 'deck-failed']]);
    const hosts = (await gateways.entities('shared-dev', 'services')).map(({ host }) => host);
    expect(hosts).toEqual(['moved.internal.example', 'pay.internal.example', 'refunds.internal.example']);
  });

  test('two services of two teams with one name collide, with both places, offline and before a write', async () => {
    write(`${folder('checkout', 'pay')}/openapi.yaml`, document('Fares', upstream('pay'), paths('pay')));
    await renderAll();
    await gateways.createPlanes('shared-dev');
    const places = [
      `konnect/${folder('checkout', 'pay')}/kong-from-oas.yaml`,
      `konnect/${folder('search', 'fares')}/kong-from-oas.yaml`,
    ];
    const linted = await lintDeck(
      { ...optionsFor(air.workspace), failOn: 'error' },
      {
        environment: { PATH: dirname(deckPath ?? '') },
        maskSecret: () => {},
        onProgress: () => {},
        signal: new AbortController().signal,
      },
    );
    const plane = planeIn(await gateways.sync(), 'shared-dev');
    expect(plane.outcome).toBe('failed');
    for (const diagnostics of [linted.diagnostics, plane.diagnostics]) {
      const [collision] = diagnostics.filter(({ code }) => code === 'deck-collision');
      expect([collision?.at?.file, collision?.related?.[0]?.at.file]).toEqual(places);
    }
    expect(await names('shared-dev')).toEqual([]);
  });

  test('a variable without a value is told in the file of the team that reads it', async () => {
    const extra = 'air/envs/dev/teams/checkout/deck/key.yaml';
    write(
      extra,
      '_format_version: "3.0"\nconsumers:\n- username: pos\n  keyauth_credentials:\n  - key: \'${{ env "DECK_POS_KEY" }}\'\n',
    );
    await renderAll();
    await gateways.createPlanes('shared-dev');
    const plane = planeIn(await gateways.sync(), 'shared-dev');
    expect(plane.diagnostics.map(({ code, at }) => [code, at?.file])).toEqual([
      ['deck-variable-unset', `konnect/${extra}`],
    ]);
    const synced = await gateways.sync({}, { DECK_POS_KEY: 'k3y-of-the-point-of-sale' });
    expect(outcomes(synced)).toEqual({ 'shared-dev': 'synced' });
  });

  test('a service may have one apart, to which it moves', async () => {
    await renderAll();
    await gateways.createPlanes('shared-dev', 'payments-dev');
    await gateways.sync();
    declare(both('control-plane-name: payments-dev'));
    await renderAll();
    const moved = await gateways.sync();
    expect(outcomes(moved)).toEqual({ 'shared-dev': 'synced', 'payments-dev': 'synced' });
    expect(await names('shared-dev')).toEqual(['fares', 'refunds']);
    expect(await names('payments-dev')).toEqual(['pay']);
    expect(await gateways.entities('payments-dev', 'plugins')).toHaveLength(1);
    expect(outcomes(await gateways.diff())).toEqual({ 'shared-dev': 'unchanged', 'payments-dev': 'unchanged' });
  });
});
