import { UserError } from '@konduct/core/diagnostic/user-error';
import { contentHandle } from '@konduct/core/provider/content';
import type { ObservedObject, WriteOutcome } from '@konduct/core/provider/provider';
import { isRecord } from '@konduct/core/value/record';
import { describe, expect, test } from 'vitest';
import { type Fault, faultyKonnect } from './faulty.fixture.ts';
import { api } from './kinds/api.ts';
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
import type { RetryPolicy } from './retry.ts';
import type { KonnectAnswer } from './transport.ts';

const [spec, newSpec] = [
  'openapi: 3.1.0\ninfo: {title: a, version: 1.0.0}\npaths: {}\n',
  'openapi: 3.1.0\ninfo: {title: b, version: 1.0.0}\npaths: {}\n',
];
const contents = new Map([spec, newSpec].map((text) => [contentHandle(text).digest, text]));
const digest = 'd'.repeat(32);

function scene(stop?: AbortSignal, more: Partial<RetryPolicy> = {}) {
  const konnect = faultyKonnect();
  const slept: number[] = [];
  const retry = { jitter: () => 1, sleep: async (time: number) => void slept.push(time), settle: 10_000, ...more };
  const provider = konnectProvider({ transport: konnect.transport, contents, retry, ...(stop && { stop }) });
  const create = (kind: KonnectKind, desired: Record<string, unknown>, extra = {}) =>
    provider.create(exampleWrite(kind, desired, extra));
  const list = async (kind: KonnectKind, parents: Record<string, string> = {}) =>
    (await provider.list({ kind, region: kind.scope === 'global' ? 'global' : 'eu', parents })).filter(
      ({ fields }) => fields.system_team !== true,
    );
  return { ...konnect, provider, create, list, slept };
}

function objectOf(outcome: WriteOutcome): ObservedObject {
  if ('pending' in outcome) throw new Error(outcome.pending);
  return outcome.object;
}

async function codesOf(work: Promise<unknown>): Promise<(string | undefined)[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof UserError) return error.diagnostics.map(({ code }) => code);
    throw error;
  }
  return [];
}

const status =
  (code: number, body: object = {}) =>
  (): KonnectAnswer => ({ status: code, headers: {}, body });
/** A list that does not show yet what was made. */
const lagging = (answer: KonnectAnswer): KonnectAnswer =>
  isRecord(answer.body) && Array.isArray(answer.body.data)
    ? { ...answer, body: { ...answer.body, data: [], meta: { page: { number: 1, size: 100, total: 0 } } } }
    : answer;

describe('a creation', () => {
  const kinds: [KonnectKind, string, Record<string, unknown>][] = [
    [team, 'POST /v3/teams', { name: 'flights' }],
    [controlPlane, 'POST /v2/control-planes', { name: 'flights' }],
    [portal, 'POST /v3/portals', { name: 'dev' }],
    [api, 'POST /v3/apis', { name: 'a', version: '1.0.0' }],
    [
      applicationAuthStrategy,
      'POST /v2/application-auth-strategies',
      { name: 's', display_name: 's', strategy_type: 'key_auth', configs: { 'key-auth': { key_names: ['k'] } } },
    ],
  ];
  const each = kinds.flatMap(([kind, on, desired]) =>
    (['lost', 'unsent'] as const).map((is) => ({ name: kind.name, kind, on, desired, is })),
  );

  test.each(each)('of $name whose request is $is makes one object, and is not sent in vain', async (given) => {
    const { faults, create, list, log } = scene();
    faults({ on: given.on, is: given.is, times: 1 });
    const made = objectOf(await create(given.kind, given.desired));
    const sent = log.filter((call) => call === given.on).length;
    expect(sent).toBe(given.is === 'lost' ? 1 : 2);
    expect((await list(given.kind)).map(({ fields }) => fields.id)).toEqual([made.fields.id]);
  });

  test('that may be made twice waits until lists had time to show the first one', async () => {
    const { faults, create, list, log, slept } = scene();
    faults({ on: 'POST /v3/teams', is: 'lost', times: 1 }, { on: 'GET /v3/teams', answer: lagging, times: 3 });
    const made = objectOf(await create(team, { name: 'flights' }));
    expect(log.filter((call) => call.startsWith('POST'))).toHaveLength(1);
    expect((await list(team)).map(({ fields }) => fields.id)).toEqual([made.fields.id]);
    expect(slept).toEqual([250, 250, 500, 1000]);
  });

  test('is looked for by what its list can be narrowed to', async () => {
    const { faults, create, transport } = scene();
    const queries: unknown[] = [];
    const send = transport.send.bind(transport);
    transport.send = (request, signal) => {
      if (request.method === 'GET') queries.push(request.query?.['filter[name][eq]']);
      return send(request, signal);
    };
    faults({ on: 'POST /v3/portals', is: 'lost', times: 1 });
    await create(portal, { name: 'dev' });
    expect(queries).toEqual(['dev']);
  });

  test('looks no longer than lists take to show an object, with pauses that grow to a fifth of that', async () => {
    const { faults, create, slept, log } = scene(undefined, { attempts: 1, settle: 3000 });
    faults({ on: 'POST /v3/teams', is: 'unsent' });
    expect(await codesOf(create(team, { name: 'flights' }))).toEqual(['konnect-unavailable']);
    expect(slept).toEqual([250, 250, 500, 600, 600, 600, 450]);
    expect(log.filter((call) => call === 'GET /v3/teams')).toHaveLength(7);
  });

  test('that Konnect refuses twice is looked for once between two attempts', async () => {
    const { faults, create, log, slept } = scene();
    faults({ on: 'POST /v3/portals', is: 'unsent', times: 2 });
    await create(portal, { name: 'dev' });
    expect(log).toEqual([
      'POST /v3/portals',
      'GET /v3/portals',
      'POST /v3/portals',
      'GET /v3/portals',
      'POST /v3/portals',
    ]);
    expect(slept).toEqual([250, 500]);
  });

  test('gives up after as many attempts as allowed, and says what came last', async () => {
    const { faults, create, log } = scene();
    faults({ on: 'POST /v3/portals', is: 'unsent', answer: status(503) });
    expect(await codesOf(create(portal, { name: 'dev' }))).toEqual(['konnect-unavailable']);
    expect(log.filter((call) => call.startsWith('POST'))).toHaveLength(4);
  });

  test('is not sent again once the run is asked to stop', async () => {
    const stop = new AbortController();
    const { faults, create, log } = scene(stop.signal);
    faults({
      on: 'POST /v3/portals',
      is: 'unsent',
      answer: () => {
        stop.abort();
        return status(503)();
      },
    });
    expect(await codesOf(create(portal, { name: 'dev' }))).toEqual(['konnect-unavailable']);
    expect(log).toEqual(['POST /v3/portals', 'GET /v3/portals']);
  });

  test('of what exists already is done if it is ours, and told if it is not', async () => {
    const { create, faults, list, log } = scene();
    const first = objectOf(await create(portal, { name: 'dev' }));
    faults();
    expect(objectOf(await create(portal, { name: 'dev' })).fields.id).toBe(first.fields.id);
    expect(log).toEqual(['POST /v3/portals', 'GET /v3/portals']);
    const labels = { 'konduct-owner': 'globex', 'konduct-address': 'acme-dev' };
    expect(await codesOf(create(portal, { name: 'dev' }, { labels }))).toEqual(['konnect-conflict']);
    const elsewhere = { 'konduct-owner': 'acme', 'konduct-address': 'acme-prd' };
    expect(await codesOf(create(portal, { name: 'dev' }, { labels: elsewhere }))).toEqual(['konnect-conflict']);
    expect(await list(portal)).toHaveLength(1);
  });

  test('of what exists already is looked for until the list shows it', async () => {
    const { create, faults, log } = scene();
    const first = objectOf(await create(portal, { name: 'dev' }));
    faults({ on: 'GET /v3/portals', answer: lagging, times: 2 });
    expect(objectOf(await create(portal, { name: 'dev' })).fields.id).toBe(first.fields.id);
    expect(log).toHaveLength(4);
  });

  test('of an API of another version is not taken for the one that exists', async () => {
    const { create, faults, slept } = scene();
    const theirs = { labels: { 'konduct-owner': 'globex' } };
    await create(api, { name: 'a', version: '2.0.0' }, theirs);
    faults({ on: 'POST /v3/apis', is: 'unsent', answer: status(409) });
    expect(await codesOf(create(api, { name: 'a', version: '1.0.0' }))).toEqual(['konnect-conflict']);
    // Nothing with this name and version shows, and something may yet.
    expect(slept.length).toBeGreaterThan(1);
  });

  test.each<[string, unknown, string]>([
    ['that is no JSON', '<html>', 'konnect-answer'],
    ['without an id', { name: 'dev' }, 'konnect-answer'],
    ['without a body', undefined, 'konnect-answer'],
  ])('with an answer %s is told', async (_, body, code) => {
    const { create, faults } = scene();
    faults({ on: 'POST /v3/portals', answer: (answer) => ({ status: answer.status, headers: {}, body }) });
    expect(await codesOf(create(portal, { name: 'dev' }))).toEqual([code]);
  });

  test('goes on with its other steps, and answers with the last object', async () => {
    const { create, faults, log } = scene();
    faults({ on: 'POST /v3/portals', is: 'lost', times: 1 });
    const made = objectOf(await create(portal, { name: 'dev', default_content: true }, { digest }));
    expect(made.labels['konduct-digest']).toBe(digest);
    expect(log).toEqual([
      'POST /v3/portals',
      'GET /v3/portals',
      'POST /v3/portals/*/default-content',
      'PATCH /v3/portals/*',
    ]);
  });

  test('of a kind that is only read is a defect', async () => {
    const { create, provider } = scene();
    const observed = { fields: { id: 's', control_plane_id: 'c' }, labels: {} };
    await expect(create(gatewayService, { control_plane_id: 'c' })).rejects.toThrow('cannot be created');
    await expect(provider.update(exampleUpdate(gatewayService, {}, observed, []))).rejects.toThrow('cannot be updated');
    const removal = { kind: gatewayService, region: 'eu', address: 'a', observed, force: false };
    await expect(provider.remove(removal)).rejects.toThrow('cannot be deleted');
    await expect(provider.find(gatewayService, 'eu', 's')).rejects.toThrow('is not found by an id');
    expect(await provider.read(gatewayService, 'eu', observed)).toEqual({});
    expect(await provider.contents(gatewayService, 'eu', observed)).toEqual([]);
  });
});

describe('two runs that create one team at once', () => {
  /** A list with the team that was made and another one of the same labels. */
  const withTwin =
    (created_at: string) =>
    (answer: KonnectAnswer): KonnectAnswer => {
      if (!isRecord(answer.body) || !Array.isArray(answer.body.data)) return answer;
      const [made] = answer.body.data.filter((one) => isRecord(one) && one.name === 'flights');
      const twin = { ...made, id: '11111111-1111-4111-8111-111111111111', created_at };
      return { ...answer, body: { data: [made, twin], meta: { page: { number: 1, size: 100, total: 2 } } } };
    };

  test.each<[string, string, Fault[], boolean, boolean]>([
    ['keep the older one: the other', '2000-01-01T00:00:00Z', [], true, false],
    ['keep the older one: this', '3000-01-01T00:00:00Z', [], false, false],
    [
      'and do not know which one is theirs delete the newer one',
      '3000-01-01T00:00:00Z',
      [{ on: 'POST /v3/teams', is: 'lost', times: 1 }],
      false,
      true,
    ],
  ])('%s', async (_, date, more, isTheOther, isTheOtherDeleted) => {
    const { create, faults, log, transport } = scene();
    faults(...more, { on: 'GET /v3/teams', answer: withTwin(date) });
    const deleted: string[] = [];
    const send = transport.send.bind(transport);
    transport.send = (request, signal) => {
      if (request.method === 'DELETE') deleted.push(request.path);
      return send(request, signal);
    };
    const kept = objectOf(await create(team, { name: 'flights' }));
    expect(kept.fields.id === '11111111-1111-4111-8111-111111111111').toBe(isTheOther);
    expect(log.filter((call) => call.startsWith('DELETE'))).toHaveLength(isTheOther || isTheOtherDeleted ? 1 : 0);
    expect(deleted.some((path) => path.endsWith('111111111111'))).toBe(isTheOtherDeleted);
  });
});

describe('people', () => {
  test('who were invited before are looked for once, and others once more after a moment', async () => {
    const { create, faults, slept, log } = scene();
    faults({ on: 'GET /v3/users', answer: lagging }, { on: 'POST /v3/invites', answer: status(201) });
    expect(await create(user, { email: 'ann@example.com' })).toEqual({
      pending: 'the person to accept the invitation',
    });
    expect(slept).toEqual([1_000]);
    expect(log).toEqual(['POST /v3/invites', 'GET /v3/users', 'GET /v3/users']);
    faults({ on: 'GET /v3/users', answer: lagging }, { on: 'POST /v3/invites', answer: status(409) });
    await create(user, { email: 'ann@example.com' });
    expect(log).toEqual(['POST /v3/invites', 'GET /v3/users']);
  });

  test('are found by their address, however it is written', async () => {
    const { create } = scene();
    expect(objectOf(await create(user, { email: 'Ann@Example.com' })).fields).toMatchObject({
      email: 'ann@example.com',
    });
  });

  test('who are in a team stay in it, and their role is found', async () => {
    const { create, faults, log } = scene();
    const team_id = String(objectOf(await create(team, { name: 'flights' })).fields.id);
    const user_id = String(objectOf(await create(user, { email: 'ann@example.com' })).fields.id);
    const role = { team_id, role_name: 'Admin', entity_id: '*', entity_type_name: 'APIs', entity_region: 'eu' };
    for (const _ of [1, 2]) {
      faults();
      const member = objectOf(await create(teamUser, { team_id, user_id }));
      expect(member).toEqual({ fields: { team_id, user_id }, labels: {} });
    }
    expect(log).toEqual(['POST /v3/teams/*/users']);
    const first = objectOf(await create(teamRole, role));
    expect(objectOf(await create(teamRole, role)).fields.id).toBe(first.fields.id);
    faults({ on: 'POST /users', answer: status(400) });
    expect(await codesOf(create(teamUser, { team_id, user_id }))).toEqual(['konnect-rejected']);
  });

  test('whose role does not show after all are told', async () => {
    const { create, faults } = scene();
    faults(
      { on: 'POST /assigned-roles', answer: status(409) },
      {
        on: 'GET /assigned-roles',
        answer: () => ({ status: 200, headers: {}, body: { data: [], meta: { page: { total: 0 } } } }),
      },
    );
    const role = { team_id: 't', role_name: 'Admin', entity_id: '*', entity_type_name: 'APIs', entity_region: 'eu' };
    expect(await codesOf(create(teamRole, role))).toEqual(['konnect-answer']);
  });
});

describe('an update', () => {
  const made = async () => {
    const all = scene();
    const desired = { name: 'a', version: '1.0.0', spec_content: contentHandle(spec) };
    const observed = objectOf(await all.create(api, desired, { digest }));
    const update = (text: string, changed = ['spec_content']) =>
      all.provider.update(
        exampleUpdate(api, { ...desired, spec_content: contentHandle(text) }, observed, changed, {
          digest: 'e'.repeat(32),
        }),
      );
    return { ...all, observed, update, desired };
  };

  test('reads back the content that it wrote', async () => {
    const { update, faults, log } = await made();
    faults();
    const object = objectOf(await update(newSpec));
    expect(object.labels['konduct-digest']).toBe('e'.repeat(32));
    expect(log).toEqual([
      'PATCH /v3/apis/*',
      'PATCH /v3/apis/*/versions/*',
      'PATCH /v3/apis/*',
      'GET /v3/apis/*/versions/*',
    ]);
  });

  test('of other fields reads nothing back', async () => {
    const { provider, observed, desired, faults, log } = await made();
    faults();
    await provider.update(exampleUpdate(api, { ...desired, description: 'x' }, observed, ['description'], { digest }));
    expect(log).toEqual(['PATCH /v3/apis/*']);
  });

  test('whose content is another one afterwards takes the digest off, and says so', async () => {
    const { update, faults, list } = await made();
    const other = (answer: KonnectAnswer) => ({ ...answer, body: { spec: { content: spec } } });
    faults({
      on: 'GET',
      answer: (answer) => (isRecord(answer.body) && 'spec' in answer.body ? other(answer) : answer),
    });
    expect(await codesOf(update(newSpec))).toEqual(['verify-failed']);
    expect((await list(api))[0]?.labels).not.toHaveProperty('konduct-digest');
  });

  test('whose content differs in line ends alone is as written', async () => {
    const { update, faults } = await made();
    faults({
      on: 'GET',
      answer: (answer) =>
        isRecord(answer.body) && 'spec' in answer.body
          ? { ...answer, body: { spec: { content: `${newSpec.replaceAll('\n', '\r\n')}\n` } } }
          : answer,
    });
    expect(await codesOf(update(newSpec))).toEqual([]);
  });

  test('that changes nothing answers with what there was', async () => {
    const { provider, observed, desired, faults, log } = await made();
    faults();
    const more = { digest, labels: observed.labels };
    expect(objectOf(await provider.update(exampleUpdate(api, desired, observed, [], more)))).toEqual(observed);
    expect(log).toEqual([]);
  });

  const unsummarized = async () => {
    const all = scene();
    const observed = objectOf(await all.create(api, { name: 'a', version: '1.0.0' }));
    all.faults();
    const desired = { name: 'a', version: '1.0.0', spec_content: contentHandle(spec) };
    return {
      ...all,
      update: () => all.provider.update(exampleUpdate(api, desired, observed, ['spec_content'], { digest })),
    };
  };

  test.each<[string, Fault, string[]]>([
    ['lost', { on: 'POST /versions', is: 'lost', times: 1 }, ['POST', 'GET list', 'PATCH version']],
    ['unsent', { on: 'POST /versions', is: 'unsent', times: 1 }, ['POST', 'GET list', 'GET versions', 'POST']],
  ])('whose first version is %s is made again from what Konnect has now', async (_, fault, order) => {
    const { update, faults, log } = await unsummarized();
    faults(fault);
    const object = objectOf(await update());
    expect(object.labels['konduct-digest']).toBe(digest);
    const words: Record<string, string> = {
      'POST /v3/apis/*/versions': 'POST',
      'GET /v3/apis': 'GET list',
      'GET /v3/apis/*/versions': 'GET versions',
      'PATCH /v3/apis/*/versions/*': 'PATCH version',
    };
    expect(
      log
        .map((call) => words[call])
        .filter(Boolean)
        .slice(1, order.length + 1),
    ).toEqual(order);
  });

  test('gives up after as many attempts as allowed', async () => {
    const { update, faults, log, slept } = await unsummarized();
    faults({ on: 'POST /versions', is: 'unsent' });
    expect(await codesOf(update())).toEqual(['konnect-unavailable']);
    expect(log.filter((call) => call.startsWith('POST'))).toHaveLength(4);
    expect(slept).toEqual([250, 500, 1000]);
  });

  test('that is refused as a duplicate is told, and tried again only after a lost answer', async () => {
    const { update, faults, log } = await unsummarized();
    faults({ on: 'POST /versions', answer: status(409) });
    expect(await codesOf(update())).toEqual(['konnect-conflict']);
    expect(log.filter((call) => call.startsWith('POST'))).toHaveLength(1);
  });
});

describe('a deletion', () => {
  test('by force says so only where Konnect knows that', async () => {
    const { create, provider, transport } = scene();
    const queries: unknown[] = [];
    const send = transport.send.bind(transport);
    transport.send = (request, signal) => {
      if (request.method === 'DELETE') queries.push(request.query);
      return send(request, signal);
    };
    for (const [kind, name] of [
      [portal, 'dev'],
      [team, 'flights'],
    ] as const)
      for (const force of [true, false]) {
        const observed = objectOf(await create(kind, { name }));
        await provider.remove({ kind, region: 'eu', address: 'acme/a', observed, force });
      }
    expect(queries).toEqual([{ force: 'true' }, undefined, undefined, undefined]);
  });

  test.each([
    [404, []],
    [200, []],
    [409, ['konnect-conflict']],
    [403, ['konnect-forbidden']],
  ])('answered %i', async (code, codes) => {
    const { create, provider, faults, log } = scene();
    const observed = objectOf(await create(team, { name: 'flights' }));
    faults({ on: 'DELETE', answer: status(code) });
    const removal = { kind: team, region: 'global', address: 'acme/a', observed, force: false };
    expect(await codesOf(provider.remove(removal))).toEqual(codes);
    expect(log).toHaveLength(1);
  });

  test('is sent again after a lost answer', async () => {
    const { create, provider, faults, list, log } = scene();
    const observed = objectOf(await create(team, { name: 'flights' }));
    faults({ on: 'DELETE', is: 'lost', times: 1 });
    await provider.remove({ kind: team, region: 'global', address: 'acme/a', observed, force: false });
    expect(log).toEqual(['DELETE /v3/teams/*', 'DELETE /v3/teams/*']);
    expect(await list(team)).toEqual([]);
  });
});

describe('what is read', () => {
  test('is asked for again after a passing failure', async () => {
    const { create, provider, faults, list, log } = scene();
    const observed = objectOf(await create(api, { name: 'a', version: '1.0.0', spec_content: contentHandle(spec) }));
    const region = 'eu';
    for (const ask of [
      () => list(api),
      () => provider.find(api, region, String(observed.fields.id)),
      () => provider.read(api, region, observed),
      () => provider.contents(api, region, observed),
    ]) {
      faults({ on: 'GET', answer: status(503), times: 1 });
      await ask();
      expect(log.length).toBe(2);
    }
  });

  test('of an object that cannot be decoded is told', async () => {
    const { create, provider, faults, list } = scene();
    const observed = objectOf(await create(api, { name: 'a', version: '1.0.0' }));
    faults({ on: 'GET', answer: () => ({ status: 200, headers: {}, body: { name: 'a' } }) });
    expect(await codesOf(provider.find(api, 'eu', String(observed.fields.id)))).toEqual(['konnect-answer']);
    expect(await codesOf(list(api))).toEqual(['konnect-answer']);
    faults({ on: 'GET', answer: status(403) });
    expect(await codesOf(provider.find(api, 'eu', String(observed.fields.id)))).toEqual(['konnect-forbidden']);
    expect(await codesOf(provider.contents(api, 'eu', observed))).toEqual(['konnect-forbidden']);
    faults({ on: 'GET', answer: status(404) });
    expect(await provider.find(api, 'eu', String(observed.fields.id))).toBeUndefined();
  });

  test('takes no longer than a list may take', async () => {
    const { create, provider, faults, list } = scene(undefined, { list: 1000 });
    const observed = objectOf(await create(api, { name: 'a', version: '1.0.0' }));
    faults({ on: 'GET', answer: (answer) => ({ ...answer, took: 1001 }) });
    expect(await codesOf(list(api))).toEqual(['konnect-paging']);
    expect(await codesOf(provider.contents(api, 'eu', observed))).toEqual(['konnect-paging']);
  });
});

describe('contents', () => {
  test('of a portal are those that people made, sorted by name, by what they are', async () => {
    const { create, provider, faults } = scene();
    const observed = objectOf(await create(portal, { name: 'dev', default_content: true }));
    const item = (more: object) => ({ id: '1', created_at: 'x', updated_at: 'x', ...more });
    const pages = [
      item({ slug: 'home', title: 'Home', id: '2' }),
      item({ slug: 'home', title: 'Changed', id: '3', updated_at: 'y' }),
      item({ slug: 'mine', title: 'Mine', id: '4', children: [item({ slug: 'a', title: 'A child', id: '5' })] }),
      item({ slug: 'untitled', id: '6' }),
    ];
    faults(
      { on: 'GET /pages', answer: () => ({ status: 200, headers: {}, body: { data: pages } }) },
      {
        on: 'GET /developers',
        answer: () => ({
          status: 200,
          headers: {},
          body: { data: [{ email: 'ann@example.com' }], meta: { page: { total: 1, size: 100 } } },
        }),
      },
    );
    expect(await provider.contents(portal, 'eu', observed)).toEqual([
      { noun: 'pages', names: ['6', 'A child', 'Changed', 'Mine'] },
      { noun: 'developers', names: ['ann@example.com'] },
      { noun: 'applications', names: [] },
    ]);
  });

  test('of a control plane are the entities that Konduct did not write', async () => {
    const { create, provider, faults, transport } = scene();
    const observed = objectOf(await create(controlPlane, { name: 'flights' }));
    const path = `/v2/control-planes/${String(observed.fields.id)}/core-entities/services`;
    for (const [name, tags] of [
      ['ours', ['konduct']],
      ['theirs', ['other']],
      ['untagged', undefined],
    ] as const)
      await transport.send({
        method: 'POST',
        scope: 'eu',
        path,
        body: { name, host: 'a.example', ...(tags && { tags }) },
      });
    faults();
    const found = await provider.contents(controlPlane, 'eu', observed);
    expect(found.find(({ noun }) => noun === 'gateway entities')?.names).toEqual(['theirs', 'untagged']);
  });
});

test('an operation begins only if the run was not asked to stop', async () => {
  const { provider, log } = scene(AbortSignal.abort());
  const observed = { fields: { id: '1' }, labels: {} };
  const write = exampleWrite(portal, { name: 'dev' });
  const operations: (() => Promise<unknown>)[] = [
    () => provider.list({ kind: portal, region: 'eu', parents: {} }),
    () => provider.find(portal, 'eu', '1'),
    () => provider.read(portal, 'eu', observed),
    () => provider.create(write),
    () => provider.update(exampleUpdate(portal, {}, observed, [])),
    () => provider.remove({ kind: portal, region: 'eu', address: 'a', observed, force: false }),
    () => provider.contents(portal, 'eu', observed),
  ];
  for (const operation of operations) expect(await codesOf(operation())).toEqual(['run-interrupted']);
  expect(log).toEqual([]);
});

test('what is no kind of Konnect’s, and a document that is not there, are defects', async () => {
  const { provider, create } = scene();
  const { list: _list, ...listless } = portal;
  const { roles: _roles, ...roleless } = portal;
  for (const kind of [listless, roleless])
    await expect(provider.list({ kind, region: 'eu', parents: {} })).rejects.toThrow(
      "Portal is not a kind of Konnect's",
    );
  const spec_content = { digest: 'f'.repeat(64) };
  await expect(create(api, { name: 'a', spec_content })).rejects.toThrow('no document has the digest');
});
