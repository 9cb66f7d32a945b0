import { commentLimit } from '@konduct/core/report/markdown/fit';
import { renderDeckJson } from '@konduct/operations/deck/document';
import { deckText, environmentComments } from '@konduct/operations/deck/markdown';
import { renderDeckMarkdown } from '@konduct/operations/deck/page';
import type { DeckReport } from '@konduct/operations/deck/report';
import { beforeEach, describe, expect, test } from 'vitest';
import { deckPath } from './deck-run.ts';
import { hasKongAir } from './kong-air.ts';
import { flight, flightOnly, flightPlane, outcomes, planeIn, useScene } from './scene.ts';

const specification = `${flight}/services/KongAirlines/flights/openapi.yaml`;
const page = { limit: commentLimit };
const restriction = { name: 'ip-restriction', config: { allow: ['10.0.0.0/8'] }, tags: ['security-team'] };

describe.skipIf(deckPath === undefined || !hasKongAir)('what others have put on entities of ours', () => {
  const scene = useScene();

  interface Entity {
    readonly id: string;
    readonly name?: string;
    readonly service?: { readonly id: string };
  }

  beforeEach(async () => {
    await scene.gateways.createPlanes(flightPlane);
  });

  const core = async (path: string, body?: unknown): Promise<Entity> => {
    const list = await scene.gateways.call('GET', `/v2/control-planes?filter[name][eq]=${flightPlane}`);
    const [plane] = (list as { data: Entity[] }).data;
    const address = `/v2/control-planes/${plane?.id}/core-entities/${path}`;
    return (await scene.gateways.call(body === undefined ? 'DELETE' : 'POST', address, body)) as Entity;
  };
  const all = async (kind: string) => (await scene.gateways.entities(flightPlane, kind)) as unknown as Entity[];
  const find = async (kind: string, name: string): Promise<Entity> => {
    const found = (await all(kind)).find((entity) => entity.name === name);
    if (!found) throw new Error(`${kind} ${name} is not there`);
    return found;
  };
  const idsOf = async (kind: string) => (await all(kind)).map(({ id }) => id);
  const rename = async () => {
    scene.edit(specification, (text) => text.replace(/title: .*/, 'title: Departures'));
    await scene.render();
  };
  const held = (report: DeckReport) =>
    planeIn(report).diagnostics.flatMap(({ severity, code, message }) =>
      code === 'delete-held' ? [`${severity} ${message}`] : [],
    );
  /** Both refuse in the same words, and neither writes. */
  const refused = async (message: string, forceDelete: readonly string[] = []) => {
    scene.simulator.resetLog();
    for (const run of [scene.gateways.diff, scene.gateways.sync]) {
      const report = await run({ ...flightOnly, forceDelete });
      expect(report).toMatchObject({ exitCode: 4, failureReason: 'refused' });
      expect(outcomes(report)[flightPlane]).toBe('refused');
      expect(held(report)).toEqual([`error ${message}`]);
    }
    expect(scene.writes()).toBe(0);
  };

  test('a plugin on a service whose title changed refuses the control plane, until it is named', async () => {
    await scene.gateways.sync(flightOnly);
    const service = await find('services', 'flights-service');
    const plugin = await core(`services/${service.id}/plugins`, restriction);
    await rename();
    await refused(
      `The sync of ${flightPlane} would delete 1 entity of others along with ours: plugin ip-restriction (${plugin.id}) on service flights-service`,
    );
    const judged = await scene.gateways.diff(flightOnly);
    expect(planeIn(judged).diagnostics.find(({ code }) => code === 'delete-held')).toMatchObject({
      cause:
        'Kong deletes with an entity what hangs on it, whoever put it there. What is made in its place, such as the service of a specification with a new title, would be without it.',
      fix: expect.stringContaining(`\`force-delete: ${plugin.id}\``),
    });
    // No pattern and no part of an id names it.
    for (const forceDelete of [['*'], ['all'], ['ip-restriction'], [plugin.id.slice(0, 8)]])
      expect(await scene.gateways.sync({ ...flightOnly, forceDelete })).toMatchObject({ exitCode: 4 });
    expect(await idsOf('plugins')).toContain(plugin.id);

    const forceDelete = [plugin.id];
    const line = '- plugin ip-restriction (not ours, deleted with service flights-service)';
    const diff = await scene.gateways.diff({ ...flightOnly, forceDelete });
    expect(diff.exitCode).toBe(0);
    const [comment] = environmentComments(diff);
    for (const text of [deckText(diff), comment?.markdown, renderDeckMarkdown(diff, page)])
      expect(text).toContain(line);
    const sync = await scene.gateways.sync({ ...flightOnly, forceDelete });
    expect(sync.exitCode).toBe(0);
    const { done, diff: planned } = planeIn(sync);
    expect(done).toEqual(planned?.summary);
    expect(planeIn(sync).diagnostics.map(({ code }) => code)).not.toContain('deck-warning');
    expect(held(sync)).toEqual([
      `note Deleting 1 entity of others on ${flightPlane} along with ours: plugin ip-restriction (${plugin.id}) on service flights-service`,
    ]);
    for (const text of [deckText(sync), renderDeckMarkdown(sync, page)]) expect(text).toContain(line);
    const { controlPlanes } = JSON.parse(renderDeckJson(sync));
    expect(controlPlanes.flatMap((plane: { changes?: unknown[] }) => plane.changes ?? [])).toContainEqual(
      expect.objectContaining({
        action: 'delete',
        kind: 'plugin',
        name: 'ip-restriction',
        id: plugin.id,
        deletedWith: 'service flights-service',
      }),
    );
    expect(await idsOf('plugins')).not.toContain(plugin.id);
    expect((await all('services')).map(({ name }) => name)).toContain('departures');
  });

  test('a plugin on a route, deeper than the service that goes, and what is left alone with a service that stays', async () => {
    await scene.gateways.sync(flightOnly);
    const service = await find('services', 'flights-service');
    const route = (await all('routes')).find((one) => one.service?.id === service.id);
    const plugin = await core(`routes/${route?.id}/plugins`, restriction);
    const [other] = (await all('routes')).filter((one) => one.service?.id !== service.id);
    const kept = await core(`routes/${other?.id}/plugins`, restriction);
    await core('plugins', { name: 'correlation-id' });
    expect(outcomes(await scene.gateways.sync(flightOnly))[flightPlane]).toBe('unchanged');
    await rename();
    await refused(
      `The sync of ${flightPlane} would delete 1 entity of others along with ours: plugin ip-restriction (${plugin.id}) on route ${route?.name}`,
    );
    expect(await scene.gateways.sync({ ...flightOnly, forceDelete: [plugin.id] })).toMatchObject({ exitCode: 0 });
    expect(await idsOf('plugins')).toContain(kept.id);
  });

  test('a plugin with our tag is ours, and is listed and deleted as such', async () => {
    await scene.gateways.sync(flightOnly);
    const service = await find('services', 'flights-service');
    const plugin = await core(`services/${service.id}/plugins`, { ...restriction, tags: ['konduct'] });
    await rename();
    const report = await scene.gateways.sync(flightOnly);
    expect(held(report)).toEqual([]);
    expect(planeIn(report).diff?.changes.find(({ id }) => id === plugin.id)).toMatchObject({ action: 'delete' });
    expect(await idsOf('plugins')).not.toContain(plugin.id);
  });

  test('a plugin that moves to the new service by its id is taken over, and lost by nobody', async () => {
    await scene.gateways.sync(flightOnly);
    const service = await find('services', 'flights-service');
    const plugin = await core(`services/${service.id}/plugins`, { ...restriction, tags: [] });
    scene.edit(specification, (text) => text.replace(/title: .*/, 'title: Departures'));
    await scene.extra(
      `plugins:\n- {id: ${plugin.id}, name: ip-restriction, service: departures, config: {allow: [10.0.0.0/8]}}\n`,
    );
    const report = await scene.gateways.sync(flightOnly);
    expect(held(report)).toEqual([]);
    expect(report.exitCode).toBe(0);
    const fresh = await find('services', 'departures');
    expect((await all('plugins')).find(({ id }) => id === plugin.id)?.service).toEqual({ id: fresh.id });
  });

  test('the rate limit of a service that left the team, with what counts as a deletion', async () => {
    await scene.extra('services:\n- {name: extra, host: a.example.com}\n');
    await scene.gateways.sync(flightOnly);
    const service = await find('services', 'extra');
    const plugin = await core(`services/${service.id}/plugins`, { name: 'rate-limiting', config: { minute: 5 } });
    await scene.extra('services: []\n');
    await refused(
      `The sync of ${flightPlane} would delete 1 entity of others along with ours: plugin rate-limiting (${plugin.id}) on service extra`,
    );
    const forced = { ...flightOnly, forceDelete: [plugin.id] };
    const limited = await scene.gateways.sync({ ...forced, maxDeletes: { type: 'number', most: 1 } });
    expect(planeIn(limited).diagnostics).toContainEqual(
      expect.objectContaining({ code: 'deck-deletes', message: expect.stringContaining('would delete 2 entities') }),
    );
    expect(await scene.gateways.sync({ ...forced, maxDeletes: { type: 'number', most: 2 } })).toMatchObject({
      exitCode: 0,
      summary: { deletes: 2 },
    });
  });

  test('targets, credentials, memberships and a plugin of two owners, all to be named', async () => {
    await scene.extra(
      'upstreams:\n- {name: pool}\nconsumers:\n- {username: ann}\nconsumer_groups:\n- {name: gold}\nservices:\n- {name: extra, host: a.example.com}\n',
    );
    await scene.gateways.sync(flightOnly);
    const [upstream, group] = [await find('upstreams', 'pool'), await find('consumer_groups', 'gold')];
    const [ann] = await all('consumers');
    const target = await core(`upstreams/${upstream.id}/targets`, { target: '10.0.0.1:80' });
    const key = await core(`consumers/${ann?.id}/key-auth`, { key: 'mO4-long-and-secret-key-9Xq' });
    const bob = await core('consumers', { username: 'bob' });
    await core(`consumer_groups/${group.id}/consumers`, { consumer: bob.id });
    const service = await find('services', 'extra');
    const both = {
      name: 'rate-limiting',
      config: { minute: 5 },
      consumer: { id: bob.id },
      service: { id: service.id },
    };
    const plugin = await core('plugins', both);
    await scene.extra('services: []\n');
    const addresses = [`${group.id}/${bob.id}`, key.id, plugin.id, target.id];
    const message = `The sync of ${flightPlane} would delete 4 entities of others along with ours: consumer-group-consumer bob (${group.id}/${bob.id}) on consumer-group gold, key-auth ${key.id.slice(0, 8)} of ann (${key.id}) on consumer ann, plugin rate-limiting (${plugin.id}) on service extra, target 10.0.0.1:80 (${target.id}) on upstream pool`;
    await refused(message);
    // What is not named still refuses, and only that is told. The fix has all of them, to be copied.
    const some = await scene.gateways.sync({ ...flightOnly, forceDelete: addresses.slice(1) });
    expect(some.exitCode).toBe(4);
    expect(held(some)).toContain(
      `error The sync of ${flightPlane} would delete 1 entity of others along with ours: consumer-group-consumer bob (${group.id}/${bob.id}) on consumer-group gold`,
    );
    expect(planeIn(some).diagnostics.find(({ code }) => code === 'delete-held')?.fix).toContain(addresses.join(','));
    expect(JSON.stringify(planeIn(some))).not.toContain('secret-key');
    const report = await scene.gateways.sync({ ...flightOnly, forceDelete: addresses });
    expect(report).toMatchObject({ exitCode: 0, summary: { deletes: 8 } });
    expect(await idsOf('consumers')).toEqual([bob.id]);
    for (const kind of ['targets', 'key-auths', 'upstreams', 'consumer_groups']) expect(await idsOf(kind)).toEqual([]);
  });

  test('a route of others on a service of ours: Kong would refuse, which is told before, and cannot be forced', async () => {
    await scene.gateways.sync(flightOnly);
    const service = await find('services', 'flights-service');
    const route = await core(`services/${service.id}/routes`, { name: 'by-hand', paths: ['/by-hand'] });
    const plugin = await core(`routes/${route.id}/plugins`, restriction);
    await rename();
    const message = `Kong would refuse the sync of ${flightPlane}, because of 1 entity of others on what it deletes: route by-hand (${route.id}) on service flights-service`;
    await refused(message);
    await refused(message, [route.id, plugin.id]);
    await core(`routes/${route.id}`);
    expect(await scene.gateways.sync(flightOnly)).toMatchObject({ exitCode: 0 });
  });

  test('what is protected stays, whatever is forced', async () => {
    scene.edit('teams.yaml', (text) =>
      text.replace(/^ {6}KongAirlines\/flights:.*/m, (line) => `${line}\n        deletion-protection: true`),
    );
    await scene.gateways.sync(flightOnly);
    const service = await find('services', 'flights-service');
    const plugin = await core(`services/${service.id}/plugins`, restriction);
    await rename();
    scene.simulator.resetLog();
    const report = await scene.gateways.sync({ ...flightOnly, forceDelete: [plugin.id], allowDeletes: true });
    expect(report.exitCode).toBe(4);
    expect(planeIn(report).diagnostics.map(({ code }) => code)).toContain('deletion-protected');
    expect(scene.writes()).toBe(0);
  });
});
