import { UserError } from '@konduct/core/diagnostic/user-error';
import { contentHandle } from '@konduct/core/provider/content';
import type { Provider, WriteOutcome } from '@konduct/core/provider/provider';
import { Secret } from '@konduct/core/secret/secret';
import { handle } from '@konduct/simulator/handle';
import { type Simulator, type SimulatorOptions, startSimulator } from '@konduct/simulator/simulator';
import { State } from '@konduct/simulator/state';
import { afterEach, describe, expect, test } from 'vitest';
import { type CheckedExchange, checkExchanges, describeViolations } from '../../test/contract/contract.ts';
import { hasContract } from '../../test/contract/document.ts';
import { KonnectClient } from './client/client.ts';
import { parseKonnectUrl } from './client/hosts.ts';
import { inProcessTransport } from './in-process.ts';
import { api } from './kinds/api.ts';
import { apiImplementation } from './kinds/api-implementation.ts';
import { apiPublication } from './kinds/api-publication.ts';
import { applicationAuthStrategy } from './kinds/application-auth-strategy.ts';
import { controlPlane } from './kinds/control-plane.ts';
import { exampleUpdate, exampleWrite } from './kinds/example.fixture.ts';
import { gatewayService } from './kinds/gateway-service.ts';
import type { KonnectKind } from './kinds/kind.ts';
import { portal } from './kinds/portal.ts';
import { team } from './kinds/team.ts';
import { teamRole } from './kinds/team-role.ts';
import { teamUser } from './kinds/team-user.ts';
import { user } from './kinds/user.ts';
import { konnectProvider } from './provider.ts';

const token = 'kpat_Zr7Qw2Xy9LmN4vB6tG8sHc';
const spec = 'openapi: 3.1.0\ninfo: {title: a, version: 1.0.0}\npaths: {}\n';
const newSpec = `${spec}# changed\n`;
const contents = new Map([spec, newSpec].map((text) => [contentHandle(text).digest, text]));
const digest = 'd'.repeat(32);
const retry = { baseDelay: 2, settle: 120 };
const closing: (() => Promise<void>)[] = [];

const contract = hasContract('the check of what the provider sends');
const logs: (readonly CheckedExchange[])[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  for (const log of logs.splice(0)) expect(describeViolations(checkExchanges(log))).toEqual([]);
});

/**
 * A simulated Konnect and a provider for it. At the end, their requests and answers are checked against the contract.
 */
async function scene(options: SimulatorOptions = {}, stop?: AbortSignal) {
  const simulator = await startSimulator({ recordBodies: true, ...options });
  const client = new KonnectClient({ url: parseKonnectUrl(simulator.konnectUrl), token: new Secret(token) });
  closing.push(
    () => simulator.close(),
    () => client.close(),
    async () => void (contract && logs.push(simulator.log())),
  );
  const provider = konnectProvider({ transport: client, contents, retry, ...(stop && { stop }) });
  return { simulator, provider };
}

function objectOf(outcome: WriteOutcome) {
  if ('pending' in outcome) throw new Error(outcome.pending);
  return outcome.object;
}

const idOf = (outcome: WriteOutcome) => String(objectOf(outcome).fields.id);

const callsOf = (simulator: Simulator) =>
  simulator.log().map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/g, '*')}`);

function listOf(provider: Provider, kind: KonnectKind, parents: Record<string, string> = {}) {
  return provider.list({ kind, region: kind.scope === 'global' ? 'global' : 'eu', parents });
}

const apiWrite = () =>
  exampleWrite(api, { name: 'a', version: '1.0.0', spec_content: contentHandle(spec) }, { digest });
const portalWrite = () => exampleWrite(portal, { name: 'dev', default_content: true }, { digest });

/** One object of every kind, as a first apply creates them. */
async function makeEverything(provider: Provider) {
  const make = (kind: KonnectKind, desired: Record<string, unknown>) => provider.create(exampleWrite(kind, desired));
  const teamId = idOf(await make(team, { name: 'flights' }));
  const userId = idOf(await make(user, { email: 'Ann@Example.com' }));
  await make(teamUser, { team_id: teamId, user_id: userId });
  const cp = idOf(await make(controlPlane, { name: 'flights-dev', cluster_type: 'CLUSTER_TYPE_SERVERLESS' }));
  const role = { role_name: 'Admin', entity_id: cp, entity_type_name: 'Control Planes', entity_region: 'eu' };
  await make(teamRole, { team_id: teamId, ...role });
  const portalId = idOf(await provider.create(portalWrite()));
  const apiId = idOf(await provider.create(apiWrite()));
  const publication = { api_id: apiId, portal_id: portalId, visibility: 'public' };
  await make(apiPublication, publication);
  return { teamId, userId, cp, role, portalId, apiId, publication };
}

describe('a first apply', () => {
  test('takes one call for each step, and one look for an invited person and for the twin of a team', async () => {
    const { simulator, provider } = await scene();
    await makeEverything(provider);
    expect(callsOf(simulator)).toEqual([
      'POST /v3/teams',
      // Konnect may let two runs create two teams of one name.
      'GET /v3/teams',
      'POST /v3/invites',
      'GET /v3/users',
      'POST /v3/teams/*/users',
      'POST /v2/control-planes',
      'POST /v3/teams/*/assigned-roles',
      'POST /v3/portals',
      'POST /v3/portals/*/default-content',
      'PATCH /v3/portals/*',
      'POST /v3/apis',
      'PUT /v3/apis/*/publications/*',
    ]);
  });

  test('is seen again as it was written', async () => {
    const { provider } = await scene();
    const { teamId, userId, role, cp, publication } = await makeEverything(provider);
    const parents: Record<string, string> = { team_id: teamId, control_plane_id: cp };
    const seen = async (kind: KonnectKind) => {
      const wanted = Object.fromEntries(kind.collection.map((name) => [name, parents[name] ?? '']));
      return (await listOf(provider, kind, wanted)).map((object) => object.fields);
    };
    expect(await seen(team)).toContainEqual(
      expect.objectContaining({ id: teamId, name: 'flights', system_team: false }),
    );
    expect(await seen(user)).toMatchObject([{ id: userId, email: 'ann@example.com' }]);
    expect(await seen(teamUser)).toEqual([{ team_id: teamId, user_id: userId }]);
    expect(await seen(controlPlane)).toMatchObject([{ id: cp, cluster_type: 'CLUSTER_TYPE_SERVERLESS' }]);
    expect(await seen(teamRole)).toMatchObject([{ team_id: teamId, ...role }]);
    expect(await seen(apiPublication)).toMatchObject([publication]);
    expect(await seen(apiImplementation)).toEqual([]);
    expect(await seen(gatewayService)).toEqual([]);
    const [published] = await listOf(provider, api);
    expect(published).toMatchObject({ fields: { name: 'a', version: '1.0.0' }, labels: { 'konduct-digest': digest } });
    const read = published && (await provider.read(api, 'eu', published));
    expect(read).toEqual({ spec_content: contentHandle(spec) });
  });

  test('works in process just as well', async () => {
    const state = new State();
    const transport = inProcessTransport((request) => handle(state, request));
    await makeEverything(konnectProvider({ transport, contents, retry }));
    expect(state.requests).toBe(12);
  });
});

describe('an update', () => {
  test('of an API takes the digest off, writes the content, then the digest, and reads the content back', async () => {
    const { simulator, provider } = await scene();
    const observed = objectOf(await provider.create(apiWrite()));
    simulator.resetLog();
    const desired = { name: 'a', version: '1.0.0', spec_content: contentHandle(newSpec) };
    const update = exampleUpdate(api, desired, observed, ['spec_content'], { digest: 'e'.repeat(32) });
    const object = objectOf(await provider.update(update));
    expect(callsOf(simulator)).toEqual([
      'PATCH /v3/apis/*',
      'PATCH /v3/apis/*/versions/*',
      'PATCH /v3/apis/*',
      'GET /v3/apis/*/versions/*',
    ]);
    expect(object.labels['konduct-digest']).toBe('e'.repeat(32));
    expect(await provider.read(api, 'eu', object)).toEqual({ spec_content: contentHandle(newSpec) });
  });

  test('of a control plane replaces its labels, of a team merges them', async () => {
    const { provider } = await scene();
    for (const kind of [controlPlane, team]) {
      const old = objectOf(
        await provider.create(exampleWrite(kind, { name: 'x1' }, { labels: { old: 'a', kept: 'b' } })),
      );
      const update = exampleUpdate(kind, { name: 'x2', description: 'new' }, old, ['name', 'description'], {
        labels: { kept: 'b' },
      });
      const object = objectOf(await provider.update(update));
      expect(object).toMatchObject({ fields: { name: 'x2', description: 'new' }, labels: { kept: 'b' } });
      expect(object.labels).not.toHaveProperty('old');
    }
  });
});

describe('people', () => {
  test('who have not accepted are pending, now and when asked again', async () => {
    const { simulator, provider } = await scene({ pendingInvites: true });
    const write = exampleWrite(user, { email: 'ann@example.com' });
    expect(await provider.create(write)).toEqual({ pending: 'the person to accept the invitation' });
    simulator.resetLog();
    expect(await provider.create(write)).toEqual({ pending: 'the person to accept the invitation' });
    expect(callsOf(simulator)).toEqual(['POST /v3/invites', 'GET /v3/users']);
    simulator.acceptInvites();
    expect(objectOf(await provider.create(write)).fields).toMatchObject({ email: 'ann@example.com', active: true });
  });

  test('who are members or have a role already stay so', async () => {
    const { simulator, provider } = await scene();
    const { teamId, userId, role } = await makeEverything(provider);
    simulator.resetLog();
    const member = await provider.create(exampleWrite(teamUser, { team_id: teamId, user_id: userId }));
    expect(objectOf(member).fields).toEqual({ team_id: teamId, user_id: userId });
    expect(objectOf(await provider.create(exampleWrite(teamRole, { team_id: teamId, ...role }))).fields.id).toBeTypeOf(
      'string',
    );
    expect(callsOf(simulator)).toEqual([
      'POST /v3/teams/*/users',
      'POST /v3/teams/*/assigned-roles',
      'GET /v3/teams/*/assigned-roles',
    ]);
  });
});

describe('a creation whose answer is lost', () => {
  const writes: [string, KonnectKind, () => Record<string, unknown>][] = [
    ['/v3/teams', team, () => ({ name: 'flights' })],
    ['/v2/control-planes', controlPlane, () => ({ name: 'flights-dev' })],
    ['/v3/portals', portal, () => ({ name: 'dev' })],
    ['/v3/apis', api, () => ({ name: 'a', version: '1.0.0', spec_content: contentHandle(spec) })],
  ];

  const broken = writes.flatMap(([path, ...write]) =>
    (['before', 'after'] as const).map((when) => [path, when, ...write] as const),
  );

  test.each(broken)('POST %s, broken %s commit, makes one object', async (path, when, kind, desired) => {
    const { simulator, provider } = await scene();
    simulator.faults({ method: 'POST', path, reset: when, times: 1 });
    const id = idOf(await provider.create(exampleWrite(kind, desired())));
    const made = (await listOf(provider, kind)).filter((object) => object.fields.system_team !== true);
    expect(made.map((object) => object.fields.id)).toEqual([id]);
  });

  test.each(writes)('POST %s makes one object, though the list lags behind', async (path, kind, desired) => {
    const { simulator, provider } = await scene();
    simulator.faults({ method: 'POST', path, reset: 'after', times: 1, lag: { lists: 2 } });
    const id = idOf(await provider.create(exampleWrite(kind, desired())));
    const made = (await listOf(provider, kind)).filter((object) => object.fields.system_team !== true);
    expect(made.map((object) => object.fields.id)).toEqual([id]);
  });

  test('goes on with the steps that are left', async () => {
    const { simulator, provider } = await scene();
    simulator.faults({ method: 'POST', path: '/v3/portals', reset: 'after', times: 1 });
    const object = objectOf(await provider.create(portalWrite()));
    expect(object.labels['konduct-digest']).toBe(digest);
    expect(callsOf(simulator).filter((call) => call === 'POST /v3/portals').length).toBe(1);
  });

  test('never takes what another owner made under the same name', async () => {
    const { simulator, provider } = await scene();
    const labels = { 'konduct-owner': 'somebody', 'konduct-address': 'acme-dev' };
    await provider.create(exampleWrite(controlPlane, { name: 'taken' }, { labels }));
    simulator.faults({ method: 'POST', path: '/v2/control-planes', reset: 'before', times: 1 });
    const creation = provider.create(exampleWrite(controlPlane, { name: 'taken' }));
    await expect(creation).rejects.toThrow('konnect-conflict');
    expect((await listOf(provider, controlPlane)).length).toBe(1);
  });

  test('never waits for what another owner made under the same name', async () => {
    const { simulator, provider } = await scene();
    const labels = { 'konduct-owner': 'somebody', 'konduct-address': 'acme-dev' };
    for (const [path, kind] of writes) {
      await provider.create(exampleWrite(kind, { name: 'taken' }, { labels }));
      simulator.resetLog();
      await expect(provider.create(exampleWrite(kind, { name: 'taken' }))).rejects.toThrow('konnect-conflict');
      expect(callsOf(simulator)).toEqual([`POST ${path}`, `GET ${path}`]);
    }
  });

  test('gives up when Konnect keeps failing, and says how', async () => {
    const { simulator, provider } = await scene();
    simulator.faults({ method: 'POST', path: '/v3/apis', status: 503 });
    await expect(provider.create(apiWrite())).rejects.toThrow('konnect-unavailable: acme/dev/API: creating API failed');
    expect(callsOf(simulator).filter((call) => call.startsWith('POST')).length).toBe(4);
  });

  test('a refusal as a duplicate that nothing went before is told at once, and not tried again', async () => {
    const { simulator, provider } = await scene();
    const observed = objectOf(await provider.create(exampleWrite(api, { name: 'a', version: '1.0.0' })));
    simulator.faults({ method: 'POST', pattern: '/versions$', status: 409 });
    simulator.resetLog();
    const desired = { name: 'a', version: '1.0.0', spec_content: contentHandle(spec) };
    const update = provider.update(exampleUpdate(api, desired, observed, ['spec_content'], { digest }));
    await expect(update).rejects.toThrow('konnect-conflict');
    expect(callsOf(simulator)).toEqual(['GET /v3/apis/*/versions', 'POST /v3/apis/*/versions']);
  });

  test('of a version is found by reading the API again', async () => {
    const { simulator, provider } = await scene();
    const observed = objectOf(await provider.create(exampleWrite(api, { name: 'a', version: '1.0.0' })));
    simulator.faults({ method: 'POST', pattern: '/versions$', reset: 'after', times: 1 });
    simulator.resetLog();
    const desired = { name: 'a', version: '1.0.0', spec_content: contentHandle(spec) };
    const object = objectOf(await provider.update(exampleUpdate(api, desired, observed, ['spec_content'], { digest })));
    expect(await provider.read(api, 'eu', object)).toEqual({ spec_content: contentHandle(spec) });
    expect(callsOf(simulator).slice(0, 5)).toEqual([
      'GET /v3/apis/*/versions',
      'POST /v3/apis/*/versions',
      'GET /v3/apis',
      'PATCH /v3/apis/*/versions/*',
      'PATCH /v3/apis/*',
    ]);
  });
});

describe('what a run at the same time has made', () => {
  const kinds: [KonnectKind, () => Record<string, unknown>][] = [
    [team, () => ({ name: 'flights' })],
    [controlPlane, () => ({ name: 'flights-dev' })],
    [portal, () => ({ name: 'dev', default_content: true })],
    [api, () => ({ name: 'a', version: '1.0.0', spec_content: contentHandle(spec) })],
  ];

  test.each(kinds)('is gone on with, for $name', async (kind, desired) => {
    const { simulator, provider } = await scene();
    const write = exampleWrite(kind, desired(), { digest });
    const id = idOf(await provider.create(write));
    const object = objectOf(await provider.create(write));
    expect(object.fields.id).toBe(id);
    expect(object.labels['konduct-digest']).toBe(digest);
    const ids = await Promise.all([1, 2, 3].map(async () => idOf(await provider.create(write))));
    expect(ids).toEqual([id, id, id]);
    expect(simulator.log().filter(({ status }) => status >= 500)).toEqual([]);
  });

  test.each(kinds)('is waited for, for $name, while the list lags', async (kind, desired) => {
    const { simulator, provider } = await scene();
    const write = exampleWrite(kind, desired());
    simulator.faults({ method: 'POST', times: 1, lag: { lists: 2 } });
    const ids = await Promise.all([1, 2].map(async () => idOf(await provider.create(write))));
    expect(new Set(ids).size).toBe(1);
  });
});

test('of several that runs at once made the oldest stays, also where the answer to one was lost', async () => {
  const { simulator, provider } = await scene();
  const write = exampleWrite(applicationAuthStrategy, {
    name: 'keys',
    display_name: 'Keys',
    strategy_type: 'key_auth',
    configs: { 'key-auth': { key_names: ['apikey'] } },
  });
  const id = idOf(await provider.create(write));
  for (const reset of ['before', 'after'] as const) {
    simulator.faults({ method: 'POST', path: '/v2/application-auth-strategies', reset, times: 1 });
    expect(idOf(await provider.create(write))).toBe(id);
    expect((await listOf(provider, applicationAuthStrategy)).map(({ fields }) => fields.id)).toEqual([id]);
  }
});

test.each([
  ['other ends of lines', newSpec.replaceAll('\n', '\r\n'), newSpec],
  ['an end of its own', newSpec.trimEnd(), newSpec],
  ['other words', `${newSpec}# more\n`, `${newSpec}# more\n`],
])('a document that Konnect shows with %s', async (_, stored, known) => {
  const { simulator, provider } = await scene();
  const object = objectOf(await provider.create(exampleWrite(api, { name: 'a', version: '1.0.0' })));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ version: '1.0.0', spec: { content: stored } });
  const url = `${simulator.url}/eu/v3/apis/${String(object.fields.id)}/versions`;
  expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(201);
  expect(await provider.read(api, 'eu', object)).toEqual({ spec_content: contentHandle(known) });
});

describe('writes that may be repeated', () => {
  test.each(['before', 'after'] as const)('are repeated when the answer is lost %s commit', async (reset) => {
    const { simulator, provider } = await scene();
    const { publication, teamId, userId } = await makeEverything(provider);
    simulator.faults(
      ...['PUT', 'POST', 'PATCH'].map((method) => ({
        method,
        pattern: 'publications|users$|default-content|portals/.',
        reset,
        times: 1,
      })),
    );
    await provider.create(exampleWrite(apiPublication, { ...publication, visibility: 'private' }));
    await provider.create(exampleWrite(teamUser, { team_id: teamId, user_id: userId }));
    const observed = (await listOf(provider, portal))[0];
    if (!observed) throw new Error('no portal');
    const update = exampleUpdate(portal, { name: 'dev', default_content: true }, observed, ['default_content'], {
      digest: 'f'.repeat(32),
    });
    expect(objectOf(await provider.update(update)).labels['konduct-digest']).toBe('f'.repeat(32));
    expect(await listOf(provider, apiPublication)).toMatchObject([{ fields: { visibility: 'private' } }]);
  });

  test('429 is waited out', async () => {
    const { simulator, provider } = await scene();
    simulator.faults({ status: 429, retryAfter: 0, times: 3 });
    await provider.create(apiWrite());
    expect(simulator.log().map((exchange) => exchange.status)).toEqual([429, 429, 429, 201]);
  });
});

describe('lists', () => {
  test('are read to their end, in as few calls as the size allows', async () => {
    const { simulator, provider } = await scene();
    const names = Array.from({ length: 230 }, (_, n) => `cp-${n}`);
    await Promise.all(names.map((name) => provider.create(exampleWrite(controlPlane, { name }))));
    simulator.resetLog();
    expect(new Set((await listOf(provider, controlPlane)).map((object) => object.fields.name))).toEqual(new Set(names));
    expect(simulator.log().length).toBe(3);
  });

  test.each(['endless', 'truncated'] as const)('that are %s are refused', async (pages) => {
    const { simulator, provider } = await scene();
    for (const name of ['aa', 'bb', 'cc']) await provider.create(exampleWrite(controlPlane, { name }));
    simulator.faults({ method: 'GET', pages });
    await expect(listOf(provider, controlPlane)).rejects.toThrow('konnect-paging: listing ControlPlane failed');
  });

  test('that cannot be read say which role is missing', async () => {
    const organizations = [{ name: 'acme', tokens: [{ token, forbidden: true }] }];
    const { provider } = await scene({ organizations });
    await expect(listOf(provider, controlPlane)).rejects.toMatchObject({
      diagnostics: [
        { code: 'konnect-forbidden', fix: expect.stringContaining('role Viewer on Control Planes in the region eu') },
      ],
    });
  });
});

describe('answers that make no sense', () => {
  const answering = (body: unknown, status = 200) =>
    konnectProvider({ transport: { send: async () => ({ status, headers: {}, body }) }, contents, retry });

  test.each([
    ['<html>', 'no content type instead of JSON, "<html>"'],
    [{}, 'API has no id'],
    [undefined, 'the answer has no body'],
  ])('%o', async (body, message) => {
    await expect(answering(body, 201).create(apiWrite())).rejects.toThrow(
      `konnect-answer: acme/dev/API: creating API failed: POST /v3/apis (eu) was not answered as the API contract says: ${message}`,
    );
  });

  test('a list of something else', async () => {
    const body = { data: [7], meta: { page: { total: 1, size: 100, number: 1 } } };
    await expect(listOf(answering(body), team)).rejects.toBeInstanceOf(UserError);
  });
});

test('when the run is asked to stop, nothing begins and what began is finished', async () => {
  const stop = new AbortController();
  const { simulator, provider } = await scene({ latencyMs: 20 }, stop.signal);
  const creation = provider.create(portalWrite());
  await new Promise((resolve) => setTimeout(resolve, 10));
  stop.abort();
  expect(objectOf(await creation).labels['konduct-digest']).toBe(digest);
  simulator.resetLog();
  await expect(provider.create(apiWrite())).rejects.toThrow('run-interrupted');
  await expect(listOf(provider, api)).rejects.toThrow('run-interrupted');
  expect(simulator.log()).toEqual([]);
});
