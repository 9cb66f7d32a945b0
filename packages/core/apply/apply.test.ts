import { api } from '@konduct/konnect/kinds/api';
import { portal } from '@konduct/konnect/kinds/portal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { platformOf } from '../blueprint/platform.fixture.ts';
import { UserError } from '../diagnostic/user-error.ts';
import type { ResourceNode } from '../graph/node.ts';
import { planAndApply, resources, smallManifest } from '../plan/planning.fixture.ts';
import { Memory, type MemoryOptions } from '../provider/memory.fixture.ts';
import type { Progress, Result } from './result.ts';

function shown({ outcome, address, reason }: Result): string {
  return `${outcome} ${address}${reason === undefined ? '' : `: ${reason}`}`;
}

function refused(message: string): UserError {
  return new UserError([{ severity: 'error', code: 'konnect-rejected', message }]);
}

const failing = (...addresses: string[]): MemoryOptions => ({
  answer: ({ address }) => (addresses.includes(address) ? refused(`${address} was refused`) : undefined),
});

/** A manifest with more services than an apply works on at the same time. */
function manifestOf(services: number): string {
  const names = Array.from({ length: services }, (_, index) => `service-${index}`);
  const lines = names.map(
    (name) => `      acme/${name}: {name: ${name}, git: {remote: "https://example.com/acme/${name}.git"}}\n`,
  );
  return smallManifest.replace(/ {6}acme\/bookings:[\s\S]*(?=organizations:)/, lines.join(''));
}

describe('a platform', () => {
  test('is created in the order of its graph, with results in that order', async () => {
    const memory = new Memory({ latency: ({ address }) => (address.length % 5) + 1 });
    const platform = platformOf(smallManifest);
    const results = await planAndApply(platform, memory);
    expect(results.map(({ address }) => address)).toEqual(
      platform.graph.nodes.filter(({ external }) => !external).map(({ address }) => address),
    );
    expect(results.filter(({ outcome }) => outcome === 'applied')).toHaveLength(8);
    expect(results.filter(({ outcome }) => outcome === 'waiting')).toHaveLength(4);
    for (const [address, needed] of platform.graph.dependencies) {
      const begin = memory.log.findIndex((entry) => entry.address === address && entry.event === 'begin');
      if (begin < 0) continue;
      for (const other of needed) {
        const end = memory.log.findIndex((entry) => entry.address === other && entry.event === 'end');
        expect(end).toBeLessThan(begin);
      }
    }
  });

  test.each([1, 4, 10])('is written by at most %i at once, and by no fewer', async (concurrency) => {
    const memory = new Memory({ latency: () => 2 });
    await planAndApply(platformOf(manifestOf(20)), memory, { concurrency });
    expect(memory.maxInFlight).toBe(concurrency);
  });

  test('of 200 resources is written ten at once, after one list', async () => {
    const many = resources(`
  - id: portals
    kind: Portal
    region: eu
    forEach: [{index: "\${lists.range(200)}"}]
    template: {name: "portal-\${string(index)}"}`);
    const memory = new Memory({ latency: () => 1 });
    await planAndApply(many, memory, { concurrency: 10 });
    expect(memory.maxInFlight).toBe(10);
    expect(memory.calls.filter((call) => call.startsWith('list'))).toHaveLength(1);
  });

  test('is told of as it goes on, and the numbers add up', async () => {
    const events: Progress[] = [];
    const memory = new Memory(failing('acme/dev/portal'));
    const results = await planAndApply(platformOf(smallManifest), memory, {
      onProgress: (progress) => events.push(progress),
    });
    const finished = events.flatMap((event) => (event.event === 'finished' ? [event] : []));
    expect(finished.map(({ done }) => done)).toEqual(finished.map((_, index) => index + 1));
    expect(finished.at(-1)).toMatchObject({ organization: 'acme', done: 8, total: 8 });
    expect(finished).toHaveLength(results.filter(({ action }) => action !== 'waiting').length);
  });
});

describe('a failure', () => {
  test('skips what depends on it, with the cause, however far, and nothing else', async () => {
    const memory = new Memory(failing('acme/flights/teams'));
    const results = await planAndApply(platformOf(smallManifest), memory);
    expect(results.map(shown)).toEqual([
      'failed acme/flights/teams: acme/flights/teams was refused',
      'applied acme/ann@example.com/users',
      'skipped acme/flights/ann@example.com/members: acme/flights/teams failed',
      'applied acme/dev/portal',
      'applied acme/dev/flights/controlPlanes',
      'skipped acme/dev/flights/roles: acme/flights/teams failed',
      'applied acme/dev/flights/acme%2Fbookings/api',
      'applied acme/dev/flights/acme%2Fbookings/publication',
      expect.stringMatching(/^waiting /),
      expect.stringMatching(/^waiting /),
      expect.stringMatching(/^waiting /),
      expect.stringMatching(/^waiting /),
    ]);
    expect(results[0]?.diagnostic).toMatchObject({ code: 'konnect-rejected', at: { file: 'manifest.yaml' } });
  });

  test('of any set of resources skips what is behind them and what would widen their environment, and nothing else', async () => {
    const platform = platformOf(manifestOf(3));
    const { graph } = platform;
    const addresses = graph.nodes.filter(({ external }) => !external).map(({ address }) => address);
    await fc.assert(
      fc.asyncProperty(fc.subarray(addresses, { minLength: 1, maxLength: 3 }), async (bad) => {
        const results = await planAndApply(platform, new Memory(failing(...bad)));
        const of = (outcome: Result['outcome']) =>
          new Set(results.flatMap((result) => (result.outcome === outcome ? [result.address] : [])));
        // Changes that wait by the plan wait in the results as well, whatever failed.
        const waiting = of('waiting');
        const affected = new Set<string>();
        for (const { address } of graph.nodes) {
          const needed = graph.dependencies.get(address) ?? [];
          if (needed.some((other) => affected.has(other) || bad.includes(other))) affected.add(address);
        }
        const isGrant = ({ kind }: ResourceNode) => kind.grant !== undefined;
        const broken = graph.nodes.filter(
          (node) =>
            !isGrant(node) && !waiting.has(node.address) && (affected.has(node.address) || bad.includes(node.address)),
        );
        const environments = new Set(broken.flatMap(({ environment }) => environment ?? []));
        for (const node of graph.nodes)
          if (isGrant(node) && environments.has(node.environment ?? '')) affected.add(node.address);
        const tried = addresses.filter((address) => !affected.has(address) && !waiting.has(address));
        expect(of('failed')).toEqual(new Set(tried.filter((address) => bad.includes(address))));
        expect(of('applied')).toEqual(new Set(tried.filter((address) => !bad.includes(address))));
        expect(of('skipped')).toEqual(
          new Set([...affected].filter((address) => addresses.includes(address) && !waiting.has(address))),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('that is a defect of ours is thrown, after everything else is done', async () => {
    const defect = new Error('a defect');
    const memory = new Memory({ answer: ({ address }) => (address === 'acme/flights/teams' ? defect : undefined) });
    await expect(planAndApply(platformOf(smallManifest), memory, { concurrency: 1 })).rejects.toBe(defect);
    expect(memory.all(portal)).toHaveLength(1);
    expect(memory.all(api)).toHaveLength(1);
  });

  test('in being told of progress ends the run', async () => {
    const onProgress = () => {
      throw new Error('nobody listens');
    };
    await expect(planAndApply(platformOf(smallManifest), new Memory(), { onProgress })).rejects.toThrow(
      'nobody listens',
    );
  });
});

describe('waiting', () => {
  test('for a person keeps back what depends on them, with their name', async () => {
    const answer: MemoryOptions['answer'] = ({ kind }) =>
      kind.name === 'User' ? { pending: 'ann@example.com was invited' } : undefined;
    const results = await planAndApply(platformOf(smallManifest), new Memory({ answer }));
    expect(results.slice(0, 3).map(shown)).toEqual([
      'applied acme/flights/teams',
      'waiting acme/ann@example.com/users: ann@example.com was invited',
      'waiting acme/flights/ann@example.com/members: ann@example.com was invited',
    ]);
  });

  const ready = (condition: string) =>
    resources(`
  - {id: portal, kind: Portal, region: eu, readyWhen: ["\${${condition}}"], template: {name: dev}}
  - {id: api, kind: API, region: eu, template: {name: "a", description: "\${portal.id}"}}
  - {id: behind, kind: API, region: eu, template: {name: "b", description: "\${api.id}"}}`);

  test('for readiness after a creation', async () => {
    const results = await planAndApply(ready("portal.default_domain == 'x'"), new Memory());
    expect(results.map(shown)).toEqual([
      'applied acme/portal',
      "waiting acme/api: acme/portal: readyWhen portal.default_domain == 'x' cannot be told yet",
      "waiting acme/behind: acme/portal: readyWhen portal.default_domain == 'x' cannot be told yet",
    ]);
    expect((await planAndApply(ready("portal.name == 'dev'"), new Memory())).map(shown)).toEqual([
      'applied acme/portal',
      'applied acme/api',
      'applied acme/behind',
    ]);
  });

  test('for a member that is not there yet', async () => {
    const platform = resources(`
  - {id: first, kind: API, region: eu, template: {name: "a"}}
  - {id: second, kind: API, region: eu, template: {name: "b", description: "\${first.current_version_summary.id}"}}`);
    const [first, second] = await planAndApply(platform, new Memory());
    expect(first?.outcome).toBe('applied');
    expect(second).toMatchObject({ outcome: 'waiting', reason: 'acme/first' });
  });
});

describe('a signal', () => {
  test('lets what is in flight end, and what did not begin is skipped', async () => {
    const controller = new AbortController();
    const memory = new Memory({
      latency: () => 5,
      answer: () => {
        controller.abort();
        return undefined;
      },
    });
    const results = await planAndApply(platformOf(manifestOf(5)), memory, {
      concurrency: 2,
      signal: controller.signal,
    });
    const applied = results.filter(({ outcome }) => outcome === 'applied');
    expect(applied).toHaveLength(2);
    expect(memory.log.filter(({ event }) => event === 'end')).toHaveLength(2);
    const rest = results.filter(({ outcome }) => outcome === 'skipped');
    expect(new Set(rest.map(({ reason }) => reason))).toEqual(new Set(['the run was stopped']));
    expect(applied.length + rest.length + results.filter(({ outcome }) => outcome === 'waiting').length).toBe(
      results.length,
    );
  });
});
